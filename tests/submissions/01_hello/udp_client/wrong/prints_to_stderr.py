"""Wrong: the replies go to standard error through the default logging handler.

Loses: prints_the_reply
Says: printed to standard error
Never says: nothing was printed
"""
import logging
import socket
import sys

logging.basicConfig(level="INFO", format="%(levelname)s %(message)s")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect((sys.argv[1], int(sys.argv[2])))
for line in sys.stdin:
    if line.strip():
        sock.send(line.strip().encode("utf-8"))
        logging.info(sock.recv(1024).decode("utf-8"))
