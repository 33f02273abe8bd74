"""Wrong: takes the pair that accept() returns for the connection, and dies before it has read.

Loses: answers, hangs_up, prints_the_message, ends_with_status_0
Says: accept() and recvfrom() return a pair
"""
import socket
import sys


def serve(host, port):
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.bind((host, port))
    door.listen()
    connection = door.accept()
    print(connection.recv(1024))
    connection.sendall(b"hi")
    connection.close()
    door.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
