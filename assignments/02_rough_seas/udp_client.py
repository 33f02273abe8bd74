"""A UDP client that asks again until it is answered.

Run it as   python udp_client.py HOST PORT   while a server is running there,
and type whole numbers; Ctrl-D (on Windows Ctrl-Z and Enter) ends the input.
"""

import socket
import sys


def talk(host: str, port: int) -> int:
    """Have each number of standard input added; return the exit status.

    TODO: 1. for each line send `ID ADD N`, with an ID that was not used before in this run
          2. wait 0.2 s for the answer `ID TOTAL` and print the total
          3. no answer: send the very same datagram again, five sendings in all,
             then print `no answer` and go on with the next line
          4. pass over every datagram that is not the answer, and do not wait longer for it
          5. return 0 if every line was answered, 1 if not
    """
    raise NotImplementedError("udp_client.py: write talk()")


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
