"""Wrong: opens the list of the machine's names so that it could write there.

Loses: listens
Says: The program was not allowed to use the file /etc/hosts. Here it reads and writes files in its own folder only.
"""
import socket
import sys

with open("/etc/hosts", "r+") as names:
    known = names.read().split()
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(address, "is known" if address[0] in known else "is new")
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
