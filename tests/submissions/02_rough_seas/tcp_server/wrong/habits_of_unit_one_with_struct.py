"""Wrong: unit 1's habits with struct, and every exception of a client is caught.

Loses: takes_fragments, takes_large_frames, serves_a_unix_socket, refuses_absurd_lengths
Says: reserves n bytes at once, before any of them has come: line 26 does that | Its last line on standard error is 'usage: tcp_server.py HOST PORT' | the path of a socket (AF_UNIX)
"""

import socket
import struct
import sys


def send_frame(conn, data):
    conn.sendall(struct.pack(">I", len(data)) + data)


def serve(listener):
    while True:
        conn, addr = listener.accept()
        try:
            send_frame(conn, b"ready " + socket.gethostname().encode())
            while True:
                head = conn.recv(4)
                if not head:
                    break
                (n,) = struct.unpack(">I", head)
                data = conn.recv(n)
                send_frame(conn, data[::-1])
        except Exception as error:
            print("client left:", error)
        conn.close()


def listen(address):
    if len(address) != 2:
        sys.exit("usage: tcp_server.py HOST PORT")
    host, port = address
    return socket.create_server((host, int(port)))


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
