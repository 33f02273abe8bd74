"""Wrong: a typing error between accept and recv ends it at each client.

Loses: answers, ends_with_status_0, hangs_up, prints_the_message
Says: closed the connection without sending anything | no setimeout in it
"""

import os
import socket
import sys


def serve(host: str, port: int) -> None:
    """Wait for one client on host:port, print what it says, answer `hi`, and end."""
    # Two sockets: this one only listens; accept() makes another one for each client.
    # `with` closes each of them at the end of its block, even after an exception.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        if os.name != "nt":
            # The server closes first, so the system keeps the old connection for up to a
            # minute (TIME_WAIT). Without this option a new start fails meanwhile: "Address
            # already in use". On Windows the option means something else and is not needed.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))  # one pair: the address is one thing
        listener.listen()  # from now on clients can connect, even before accept()
        # These calls have a short form: socket.create_server((host, port)).

        connection, address = listener.accept()  # waits for the client
        with connection:
            print("client from", address)
            # One recv is enough: in this unit the message comes in one piece. TCP does not
            # promise that (unit 2). Reading until the end of the stream would wait for
            # ever, since the client keeps its side open until it has the answer.
            connection.setimeout(60)
            print(connection.recv(1024))
            connection.sendall(b"hi")  # bytes: a socket does not carry text
        # The client sees the end of the stream here, and knows that the answer is complete.


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8898
    serve(HOST, PORT)
