"""Wrong: accepts a client and closes at once, so that what the client says is never read.

Loses: answers, hangs_up, prints_the_message
Says: bytes that had arrived on it were never read
Never says: an exception
"""
import socket
import sys
import time


def serve(host, port):
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.bind((host, port))
    door.listen()
    connection, address = door.accept()
    print("client from", address)
    time.sleep(0.3)
    connection.close()
    door.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
