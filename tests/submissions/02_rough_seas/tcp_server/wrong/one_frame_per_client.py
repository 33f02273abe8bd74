"""Wrong: answers one frame and then closes the connection.

Loses: answers_every_frame, takes_frames_in_one_segment
Says: Frame 2 of this connection | not all of them were answered rightly
Never says: begins where the one before ends
"""
import socket
import struct
import sys


def read(conn, n):
    data = b""
    while len(data) < n:
        more = conn.recv(n - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def write(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


def serve(s):
    s.listen(10)
    while True:
        conn, addr = s.accept()
        print("new client", addr)
        try:
            write(conn, ("ready " + socket.gethostname()).encode())
            n = struct.unpack("!I", read(conn, 4))[0]
            if n <= 16777216:
                write(conn, read(conn, n)[::-1])
                print("answered", n, "bytes")
        except (EOFError, OSError):
            print("client has gone")
        finally:
            conn.close()


if __name__ == "__main__":
    if len(sys.argv) == 2:
        sock = socket.socket(socket.AF_UNIX)
        sock.bind(sys.argv[1])
    else:
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
    serve(sock)
