"""A UDP client that asks again until it is answered.

Start your server first. Then run   python udp_client.py HOST PORT   and type whole
numbers. Ctrl-D (on Windows Ctrl-Z and Enter) ends the input.
"""

import socket  # you will need it
import sys


def talk(host: str, port: int) -> int:
    """Send each number of standard input to the server; return the exit status.

    TODO: 1. for each line send `ID ADD N` with a new ID, receive the answer `ID TOTAL`,
             print the total; return 0
          2. wait 0.2 s for the answer, then send the very same datagram again, five
             sendings in all; then print `no answer`, go on with the next line, and
             return 1 at the end
          3. ignore datagrams with another ID, and those that are not an answer
          4. ignore datagrams from another address or port than the server's
          5. after a datagram that you ignore, wait for the rest of the 0.2 s
    """
    raise NotImplementedError("udp_client.py: write talk()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
