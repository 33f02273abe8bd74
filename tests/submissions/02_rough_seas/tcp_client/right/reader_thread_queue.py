"""Right: a thread reads frames, one byte at a time, into a queue; the main thread sends."""

import queue
import socket
import sys
import threading

sys.argv[1:] = sys.argv[1:] or ["127.0.0.1", "8898"]

replies = queue.Queue()


def reader(sock):
    try:
        while True:
            head = bytearray()
            while len(head) < 4:
                one = sock.recv(1)
                if not one:
                    replies.put(None)
                    return
                head += one
            body = bytearray()
            while len(body) < int.from_bytes(head, "big"):
                one = sock.recv(1)
                if not one:
                    replies.put(None)
                    return
                body += one
            replies.put(body.decode())
    except OSError as error:
        print("reader:", error, file=sys.stderr)
        replies.put(None)


def next_reply():
    reply = replies.get()
    if reply is None:
        raise SystemExit("the server is gone")
    return reply


if len(sys.argv) == 2:
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    sock.connect(sys.argv[1])
else:
    sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
threading.Thread(target=reader, args=(sock,), daemon=True).start()

print("*** " + next_reply() + " ***")
for line in sys.stdin:
    data = line.strip("\n").encode("utf-8")
    try:
        sock.sendall(len(data).to_bytes(4, "big") + data)
    except BrokenPipeError:
        raise SystemExit("the server does not listen any more")
    print("--> " + next_reply())
sock.shutdown(socket.SHUT_WR)
sock.close()
