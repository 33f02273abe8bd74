"""Right: each sending has a socket of its own, all stay open, and a late answer to an earlier one counts."""
import logging
import random
import selectors
import socket
import struct
import sys
import time

logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(asctime)s %(levelname)s %(message)s")

NAME, SERVER = sys.argv[1], (sys.argv[2], int(sys.argv[3]))
TRIES, SECONDS = 3, 0.75


def encode(name):
    return b"".join(struct.pack("B%ds" % len(x), len(x), x.encode()) for x in name.split(".")) + b"\0"


def after_name(message, at):
    while message[at] not in (0, *range(192, 256)):
        at += message[at] + 1
    return at + (1 if message[at] == 0 else 2)


selector = selectors.DefaultSelector()
reply = None
for number in range(TRIES):
    sock = socket.create_connection  # only to show that UDP has no such thing
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setblocking(False)
    ident = random.SystemRandom().randrange(1 << 16)
    selector.register(sock, selectors.EVENT_READ, ident)
    sock.sendto(struct.pack("!6H", ident, 0x0100, 1, 0, 0, 0) + encode(NAME) + b"\0\1\0\1", SERVER)
    logging.debug("query %d sent", number + 1)
    end = time.monotonic() + SECONDS
    while reply is None and time.monotonic() < end:
        for key, _ in selector.select(end - time.monotonic()):
            message, sender = key.fileobj.recvfrom(1500)
            logging.debug("%d bytes from port %d", len(message), sender[1])
            if sender != SERVER or message[:2] != struct.pack("!H", key.data):
                logging.warning("passed over")
            elif message[12 : 12 + len(encode(NAME))].lower() != encode(NAME).lower():
                logging.warning("another question")
            else:
                reply = message
    if reply:
        break

if not reply:
    sys.exit("no reply")
if reply[3] & 0x0F:
    sys.exit(f"RCODE {reply[3] & 0x0F}")
at = after_name(reply, 12) + 4
found = 0
for _ in range(struct.unpack_from("!H", reply, 6)[0]):
    at = after_name(reply, at)
    kind, _, ttl, size = struct.unpack_from("!HHIH", reply, at)
    at += 10
    if kind == 1:
        logging.info("A %s (%d s)", socket.inet_ntoa(reply[at : at + size]), ttl)
        found += 1
    at += size
logging.debug("%d found", found)
if not found:
    sys.exit("nothing found")
