"""Wrong: its connections do not wait, and it looks for a frame once.

Loses: answers_a_frame
Says: closed the connection before it had sent the answer
"""

import socket
import sys

from frames import read_frame, send_frame


def serve(listener: socket.socket) -> None:
    """Serve one client after another on a socket that listens already."""
    while True:
        connection, _ = listener.accept()
        with connection:  # closes it, however the client leaves
            try:
                talk(connection)
            # Each of these ends this client's connection, and not the server. EOFError: it has
            # closed. OSError: it has reset the connection. ValueError: its length is refused.
            except (EOFError, OSError, ValueError) as error:
                print("a client left:", repr(error))


def talk(connection: socket.socket) -> None:
    """Greet one client and answer its frames, until it closes its side. Raises what ends it."""
    connection.setblocking(False)
    send_frame(connection, f"ready {socket.gethostname()}".encode())
    while True:
        send_frame(connection, read_frame(connection)[::-1])


def listen(address: list[str]) -> socket.socket:
    """Listen on [HOST, PORT], or on [PATH] by a Unix-domain socket."""
    if len(address) == 2:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # The port is free again at once: a connection that was closed lingers for a minute.
        # Not on Windows, where this option would let two servers share the port.
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))  # one pair, and the port is a number
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])  # the path alone; bind makes the file, and nobody removes it
    listener.listen()
    # From here on both families are used in the same way. socket.create_server() would do all
    # of this in one call: create_server((host, port)), create_server(path, family=AF_UNIX).
    return listener


if __name__ == "__main__":
    serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
