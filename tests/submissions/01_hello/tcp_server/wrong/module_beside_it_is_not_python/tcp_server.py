"""Wrong: the program itself is fine, and the module that it imports has lost a bracket.

Loses: listens
Says: greeting.py, line 3, is not valid Python
Never says: tcp_server.py, line
"""

import greeting
import socket
import sys


def serve(host: str, port: int) -> None:
    """Wait for one client on host:port, print what it says, answer `hi`, and end."""
    with socket.create_server((host, port)) as listener:
        connection, address = listener.accept()
        with connection:
            print("client from", address)
            print(connection.recv(1024))
            connection.sendall(greeting.WORD)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    serve(HOST, PORT)
