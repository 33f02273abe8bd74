"""Wrong: SO_LINGER with zero seconds, so close resets the line.

Loses: hangs_up
Says: SO_LINGER
Never says: were never read
"""
import socket
import struct
import sys
import time


def serve(host, port):
    s = socket.socket()
    s.bind((host, port))
    s.listen()
    conn, addr = s.accept()
    # no TIME_WAIT, please
    conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    print(conn.recv(1024))
    conn.sendall(b"hi")
    time.sleep(0.3)
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
