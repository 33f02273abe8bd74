"""Wrong: a file socket.py beside it, perhaps an early trial, is what `import socket` finds.

Loses: connects
Says: socket.py beside the program hides
Never says: newer
"""

import socket
import sys


def talk(host: str, port: int) -> None:
    """Say `hello!` to the server on host:port and print its answer."""
    with socket.create_connection((host, port)) as connection:
        connection.sendall(b"hello!")
        print(connection.recv(1024))


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    talk(HOST, PORT)
