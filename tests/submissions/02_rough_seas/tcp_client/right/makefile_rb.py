"""Right: reads by makefile('rb'), lines by input() until EOFError, with a prompt."""

import sys
from socket import AF_UNIX, SOCK_STREAM, create_connection, socket

if len(sys.argv) == 1:
    sys.argv += ["127.0.0.1", "8898"]

if len(sys.argv) == 2:
    conn = socket(AF_UNIX, SOCK_STREAM)
    conn.connect(sys.argv[1])
else:
    conn = create_connection((sys.argv[1], sys.argv[2]))

stream = conn.makefile("rb")


def read_message():
    header = stream.read(4)
    if len(header) != 4:
        sys.exit("the server closed the connection (no whole header came)")
    wanted = int.from_bytes(header, "big")
    body = stream.read(wanted)
    if len(body) != wanted:
        sys.exit("the server closed the connection (message cut short)")
    return str(body, "utf8")


print("Server says:", read_message())
while True:
    try:
        text = input("you> ")
    except EOFError:
        print()
        break
    raw = text.encode()
    conn.sendall(len(raw).to_bytes(4, "big"))
    conn.sendall(raw)
    print("Server says:", read_message())
stream.close()
conn.close()
