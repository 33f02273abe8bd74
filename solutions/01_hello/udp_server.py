"""A UDP server that answers in capital letters."""

import socket
import sys


def serve(host: str, port: int) -> None:
    """Answer each datagram on host:port with its text in upper case, until stopped."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        # HOST itself and not "": an answer leaves from the address that the socket is bound
        # to, and the client waits for one from the address that it asked.
        server.bind((host, port))
        while True:  # no listen() and no accept(): one socket serves all clients
            data, sender = server.recvfrom(1024)  # waits for the next datagram
            # One datagram that is not UTF-8 raises UnicodeDecodeError here and ends the
            # server. A server for strangers catches that; the one of unit 2 does.
            text = data.decode("utf-8")
            print(text, "from", sender)
            # To the sender of this datagram: the next one may come from somebody else.
            server.sendto(text.upper().encode("utf-8"), sender)


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    serve(HOST, PORT)
