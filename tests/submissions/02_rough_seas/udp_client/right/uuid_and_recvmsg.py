"""Right: uuid1 as hex (32 characters, the most there may be), recvmsg, prints the whole answer."""
import re
import socket
import sys
import time
import uuid


class NoAnswer(Exception):
    pass


def wait_for(sock, server, pattern):
    end = time.monotonic() + 0.2
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise NoAnswer
        sock.settimeout(left)
        try:
            data, anc, flags, sender = sock.recvmsg(1024)
        except socket.timeout:
            raise NoAnswer from None
        if sender == server and re.fullmatch(pattern, data):
            return data.decode("ascii")


def request(sock, server, number):
    name = uuid.uuid1().hex.encode()
    pattern = re.escape(name) + rb" -?[0-9]+"
    for turn in "12345":
        sock.sendmsg([name, b" ADD ", str(number).encode()], [], 0, server)
        try:
            return wait_for(sock, server, pattern)
        except NoAnswer:
            print("sending", turn, "failed", file=sys.stderr)
    raise NoAnswer


exit_status = 0
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for number in map(int, sys.stdin):
    try:
        print(request(udp, (sys.argv[1], int(sys.argv[2])), number))
    except NoAnswer:
        exit_status = 1
        print("no answer")
sys.exit(exit_status)
