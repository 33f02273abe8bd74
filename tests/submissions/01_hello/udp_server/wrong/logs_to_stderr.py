"""Wrong: its log goes to standard error, nothing appears on standard output.

Loses: prints_the_text, prints_the_sender
Says: printed to standard error
Never says: nothing was printed
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO, format="%(message)s")

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
while True:
    data, addr = sock.recvfrom(1024)
    text = data.decode("utf-8")
    logging.info("%s from %s:%s", text, *addr)
    sock.sendto(text.upper().encode("utf-8"), addr)
