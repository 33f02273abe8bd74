"""Wrong: loops over the bytes and prints a number for each.

Loses: prints_the_message
Says: The numbers of its bytes
"""
import socket
import sys


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    conn, addr = s.accept()
    for letter in conn.recv(1024):
        print(letter, end="")
    print()
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
