"""Wrong: calls listen() before bind(), so that the socket has an address already.

Loses: listens
Says: listen() stands before bind() here | Write bind() first, and then listen()
Never says: connect()
"""
import socket
import sys


def serve(host, port):
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.listen()
    door.bind((host, port))
    connection, address = door.accept()
    print(connection.recv(1024))
    connection.sendall(b"hi")
    connection.close()
    door.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
