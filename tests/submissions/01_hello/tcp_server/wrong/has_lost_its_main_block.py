"""Wrong: the lines below `if __name__` were deleted, so nothing calls serve().

Loses: listens
Says: ran to its end and did nothing | serve() in line 9 | no line outside of them calls one
"""
import socket


def serve(host, port):
    with socket.create_server((host, port)) as listener:
        conn, _ = listener.accept()
        with conn:
            print(conn.recv(1024))
            conn.sendall(b"hi")
