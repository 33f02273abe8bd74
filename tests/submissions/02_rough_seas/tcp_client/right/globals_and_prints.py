"""Right: old-fashioned learner code: globals, star import, connect_ex, prints, os._exit(1)."""

import os
import struct
import sys
from socket import *  # noqa: F403

if not sys.argv[1:]:
    sys.argv = [sys.argv[0], "127.0.0.1", "8898"]

DATA = ""
COUNT = 0
LENGTH = 0

print("program started with", len(sys.argv) - 1, "arguments")
if len(sys.argv) == 2:
    SOCK = socket(AF_UNIX, SOCK_STREAM)  # noqa: F405
    CODE = SOCK.connect_ex(sys.argv[1])
else:
    SOCK = socket(AF_INET, SOCK_STREAM)  # noqa: F405
    CODE = SOCK.connect_ex((sys.argv[1], int(sys.argv[2])))
print("connect_ex gave", CODE)


def die(why):
    sys.stdout.flush()
    sys.stderr.write("FATAL: " + why + "\n")
    sys.stderr.flush()
    os._exit(1)


def get_some(n):
    global DATA
    DATA = b""
    while True:
        if len(DATA) == n:
            return
        try:
            x = SOCK.recv(n - len(DATA))
        except Exception as e:
            die("recv failed: %s" % e)
        if x == b"":
            die("server closed after %d of %d bytes" % (len(DATA), n))
        DATA = DATA + x


def get_message():
    global LENGTH
    get_some(4)
    LENGTH = struct.unpack("!I", DATA)[0]
    print("DEBUG length is", LENGTH)
    get_some(LENGTH)
    print("DEBUG message is:")
    print(DATA.decode("utf-8"))


if CODE != 0:
    die("cannot connect: " + os.strerror(CODE))
get_message()
for LINE in sys.stdin.readlines():
    COUNT = COUNT + 1
    LINE = LINE.replace("\n", "")
    print("DEBUG sending line number", COUNT, ":", LINE)
    try:
        SOCK.sendall(struct.pack("!I", len(LINE.encode("utf-8"))))
        SOCK.sendall(LINE.encode("utf-8"))
    except Exception as e:
        die("send failed: %s" % e)
    get_message()
print("DEBUG all", COUNT, "lines done")
SOCK.close()
