"""Wrong: one thread listens and another speaks, without waiting for the first.

Loses: waits_for_the_client
Says: spoke before the client had said anything
"""
import socket
import sys
from threading import Thread


def ear(conn):
    print("client:", conn.recv(1024).decode())


def mouth(conn):
    conn.sendall(b"hi")


if __name__ == "__main__":
    s = socket.socket()
    s.bind((sys.argv[1], int(sys.argv[2])))
    s.listen()
    conn, _ = s.accept()
    threads = [Thread(target=ear, args=(conn,)), Thread(target=mouth, args=(conn,))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    conn.close()
    s.close()
