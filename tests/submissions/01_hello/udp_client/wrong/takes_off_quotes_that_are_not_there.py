"""Wrong: it takes the first and the last character for quotes.

Loses: sends_the_line
Says: Only a part from its middle came:
Points: 14
"""

import logging
import socket
import sys

log = logging.getLogger("client")
log.addHandler(logging.StreamHandler(sys.stdout))
log.setLevel(logging.INFO)
log.handlers[0].setFormatter(logging.Formatter("[%(name)s] %(message)s"))


def talk(host, port, source=sys.stdin):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for line in map(str.strip, source):
            if len(line) == 0:
                log.info("skipping a blank line")
                continue
            sock.sendto(line[1:-1].encode("utf-8"), (host, port))
            data, server = sock.recvfrom(4096)
            log.info("%s", data.decode("utf-8"))
    log.info("no more lines")


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
