"""Wrong: makes a second listener at the same address when the client has come.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: a socket of its own has them already
"""
import socket
import sys

ADDRESS = (sys.argv[1], int(sys.argv[2]))


def listen():
    return socket.create_server(ADDRESS)


listener = listen()
connection, address = listener.accept()
second = listen()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
second.close()
listener.close()
