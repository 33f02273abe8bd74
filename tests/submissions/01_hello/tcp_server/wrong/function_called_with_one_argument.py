"""Wrong: calls its function with the pair, and it takes two arguments.

Loses: listens
Says: () does not take the arguments that it was called with
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as listener:
        connection, address = listener.accept()
        print(connection.recv(1024))
        connection.sendall(b"hi")
        connection.close()


serve((sys.argv[1], int(sys.argv[2])))
