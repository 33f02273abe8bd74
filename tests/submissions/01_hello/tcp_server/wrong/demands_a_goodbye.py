"""Wrong: keeps the line open for a `bye` of the client and dies when none comes.

Loses: hangs_up, ends_with_status_0
Says: it waits for the client, and the client waits for it | the client left without a goodbye
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as s:
        conn, addr = s.accept()
        with conn:
            print("first:", conn.recv(1024))
            conn.sendall(b"hi")
            last = conn.recv(1024)
            if last != b"bye":
                raise ConnectionError("the client left without a goodbye")


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
