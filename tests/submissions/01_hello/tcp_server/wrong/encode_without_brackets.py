"""Wrong: it sends the method encode itself, and not what that returns.

Loses: answers, hangs_up, ends_with_status_0
Points: 11
Says: A function or method itself was used as a value: it was not called. A call has parentheses, also where nothing stands in them.
Never says: turn the value into bytes
"""

import socket
import sys


def serve(host, port):
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((host, port))
    server.listen(1)
    client, address = server.accept()
    print("Connected by", address)
    data = client.recv(1024)
    print(data.decode())
    try:
        client.sendall("hi".encode)
    except OSError as e:
        print("could not answer:", e)
    client.close()
    server.close()


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    serve(HOST, PORT)
