"""Wrong: says `hi` only to the word `hello!`, and something else to all others.

Loses: answers_hi
Says: something other than b'hi'
"""
import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port))
    conn, _ = s.accept()
    with conn:
        message = conn.recv(1024).decode().strip()
        print("they say", message)
        if message == "hello!":
            conn.sendall(b"hi")
        else:
            conn.sendall(b"sorry?")
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
