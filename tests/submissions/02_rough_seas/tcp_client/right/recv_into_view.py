"""Right: recv_into a memoryview of one bytearray that grows when it must; sendmsg to send."""

import socket
import sys

if len(sys.argv) == 1:
    sys.argv += ["127.0.0.1", "8898"]

store = bytearray(64)


def fill(sock, n):
    """Read n bytes into the store and give a view of them."""
    global store
    if n > len(store):
        store = bytearray(n)
    view = memoryview(store)
    done = 0
    while done < n:
        count = sock.recv_into(view[done:n], n - done)
        if count == 0:
            raise ConnectionAbortedError("the stream ended")
        done += count
    return view[:n]


def next_text(sock):
    size = int.from_bytes(fill(sock, 4), "big")
    return str(fill(sock, size), "utf-8")


def send_text(sock, text):
    body = text.encode("utf-8")
    parts = memoryview(len(body).to_bytes(4, "big") + body)
    while parts:
        parts = parts[sock.sendmsg([parts]):]


def talk(sock):
    print(next_text(sock), flush=True)
    for line in sys.stdin:
        send_text(sock, line.rstrip("\n"))
        print(next_text(sock), flush=True)


arguments = sys.argv[1:]
if len(arguments) == 1:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as s:
        s.connect(arguments[0])
        talk(s)
else:
    with socket.create_connection(tuple(arguments)) as s:
        talk(s)
