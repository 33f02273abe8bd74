"""Right: the conversation runs in a ThreadPoolExecutor, the main thread prints its result.
"""
from concurrent.futures import ThreadPoolExecutor
import socket
import sys


def conversation(conn):
    with conn:
        chunk = conn.recv(1024)
        conn.sendall(b"hi")
        return chunk


def main(argv):
    with socket.create_server((argv[1], int(argv[2]))) as sock, \
            ThreadPoolExecutor(max_workers=4) as pool:
        conn, addr = sock.accept()
        future = pool.submit(conversation, conn)
        print(addr, "->", future.result())


main(sys.argv)
