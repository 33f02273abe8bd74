"""Wrong: the answer is a str; the connection is closed on the way out, and the program ends a second later.

Loses: answers, hangs_up, ends_with_status_0
Says: a str has to be encoded
"""
import socket
import sys
import time


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    conn, address = s.accept()
    try:
        print(conn.recv(1024).decode())
        conn.send("hi")
    finally:
        conn.close()
        time.sleep(1)
        s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
