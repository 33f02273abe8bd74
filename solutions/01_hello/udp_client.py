"""A UDP client that sends what you type."""

import socket
import sys


def talk(host: str, port: int) -> None:
    """Send each line of standard input to host:port and print each reply."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        # The loop ends with the input. (input() would raise EOFError there.)
        for line in sys.stdin:
            # strip() takes the line end away: it belongs to the keyboard, not to the text.
            # The first sendto gives the socket a free port; the reply comes to that port.
            client.sendto(line.strip().encode("utf-8"), (host, port))
            # A lost datagram makes this wait last for ever. On the network of this unit
            # nothing gets lost; the client of unit 2 has a timeout and asks again.
            reply, _ = client.recvfrom(1024)
            print(reply.decode("utf-8"))


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    talk(HOST, PORT)
