"""Wrong: the exception ends the thread that receives; the main thread then ends with status 0.

Loses: fails_without_a_greeting, fails_at_a_cut_reply
Says: An exception ends its own thread alone
"""

import os
import queue
import socket
import sys
import threading

END = object()


def full(sock, n):
    data = b""
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if not piece:
            raise ConnectionAbortedError("end of stream after %d of %d bytes" % (len(data), n))
        data += piece
    return data


def receiver(sock, inbox):
    """Put each frame into the queue, and at last the reason why there are no more."""
    try:
        while True:
            n = int.from_bytes(full(sock, 4), "big")
            inbox.put(full(sock, n).decode("utf-8"))
    finally:
        inbox.put(END)


def next_text(inbox):
    thing = inbox.get()
    if thing is END:
        sys.exit()
    return thing


def say(text):
    print(text)


def main():
    args = sys.argv[1:]
    if len(args) == 1:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.connect(args[0])
    else:
        host, port = args or ["127.0.0.1", "8898"]
        sock = socket.create_connection((host, int(port)))
    inbox = queue.Queue()
    threading.Thread(target=receiver, args=(sock, inbox), daemon=True).start()
    say(next_text(inbox))
    for line in sys.stdin:
        data = line.removesuffix("\n").encode("utf-8")
        sock.sendall(len(data).to_bytes(4, "big") + data)
        say(next_text(inbox))
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    sock.close()


if __name__ == "__main__":
    main()
