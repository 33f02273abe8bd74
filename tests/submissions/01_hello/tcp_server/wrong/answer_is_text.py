"""Wrong: the answer is a str, and send wants bytes.

Loses: answers, hangs_up, ends_with_status_0
Says: a str has to be encoded
"""
import socket
import sys

ANSWER = "hi"


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    conn, (client_host, client_port) = s.accept()
    print(f"client {client_host}:{client_port}")
    print(f"message {conn.recv(1024).decode()}")
    conn.send(ANSWER)
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
