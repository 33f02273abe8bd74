"""Wrong: the name of recv() is misspelt.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: There is no revc in it; what looks most like it is recv.
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.revc(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
