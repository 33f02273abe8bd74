"""Wrong: answers only after the client has closed its side.

Loses: answers
Says: it waits for the end of the stream | It waits in recv()
Never says: reads a line
"""
import socket
import sys


def serve(host, port):
    s = socket.create_server((host, port))
    conn, addr = s.accept()
    while True:
        chunk = conn.recv(4096)
        if not chunk:
            break
        print(chunk.decode(), flush=True)
    conn.sendall(b"hi")
    conn.close()
    s.close()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
