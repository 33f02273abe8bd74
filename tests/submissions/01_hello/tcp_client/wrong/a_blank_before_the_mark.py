"""Wrong: there is a blank before the exclamation mark, as in French.

Loses: sends_hello
Points: 16
Says: Only blanks differ.
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
        s.sendall(b"hello !")
        data = s.recv(1024)
        logging.info("answer of %d bytes", len(data))
    except socket.timeout:
        logging.exception("too slow")
        return 2
    finally:
        s.close()
    print(data.decode(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(talk(sys.argv[1], int(sys.argv[2])))
