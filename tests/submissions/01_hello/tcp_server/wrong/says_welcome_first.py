"""Wrong: sends a welcome line on connection, and `hi` only after it.

Loses: waits_for_the_client
Says: spoke before the client had said anything
"""
import socket
import sys


def serve(host, port):
    with socket.socket() as s:
        s.bind((host, port))
        s.listen()
        conn, addr = s.accept()
        conn.sendall(b"welcome to my server\n")
        question = conn.recv(1024)
        print("%r from %s" % (question, addr[0]))
        conn.sendall(b"hi")
        conn.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
