"""Wrong: it receives 13 bytes twice, and prints a line each time.

Loses: prints_the_answer
Says: characters came a line end or blanks that are not in it, and then the text went on
"""

import logging
import socket
import sys

logging.basicConfig(level="INFO")


def talk(host, port):
    socket.setdefaulttimeout(60)
    s = socket.socket()
    try:
        s.connect((host, port))
        logging.info("connected to %s", s.getpeername())
        s.settimeout(45.0)
        s.sendall(b"hello!")
        first, second = s.recv(13), s.recv(13)
    except socket.timeout:
        logging.exception("too slow")
        return 2
    finally:
        s.close()
    print(first.decode())
    print(second.decode())
    return 0


if __name__ == "__main__":
    sys.exit(talk(sys.argv[1], int(sys.argv[2])))
