"""Wrong: the method, the target and the version have a line each.

Loses: asks_for_the_page
Says: Only the beginning came: 3 of
"""

import os
import queue
import socket
import sys
import threading
from urllib.parse import urlsplit

pieces = queue.Queue()


def receiver(sock):
    while True:
        try:
            piece = sock.recv(4096)
        except OSError:
            piece = b""
        pieces.put(piece)
        if not piece:
            return


class Reader:
    def __init__(self):
        self.have = b""
        self.over = False

    def more(self):
        if not self.over:
            piece = pieces.get()
            self.over = not piece
            self.have += piece
        return not self.over

    def until(self, mark):
        while mark not in self.have:
            if not self.more():
                sys.exit("the connection was closed before the answer was complete")
        part, self.have = self.have.split(mark, 1)
        return part

    def bytes(self, n):
        while len(self.have) < n:
            if not self.more():
                sys.exit("the connection was closed before the answer was complete")
        part, self.have = self.have[:n], self.have[n:]
        return part

    def everything(self):
        while self.more():
            pass
        return self.have


url = urlsplit(sys.argv[1])
sock = socket.create_connection((url.hostname, url.port))
threading.Thread(target=receiver, args=(sock,), daemon=True).start()
query = "?" + url.query if url.query else ""
request = ["GET", url.path + query, "HTTP/1.1", "User-Agent: student", "Host: " + url.netloc]
sock.sendall("\r\n".join([*request, "", ""]).encode())

reader = Reader()
while True:
    first, *lines = reader.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        sys.exit("not HTTP: " + first)
    _, status, *reason = first.split(" ")
    if not status.startswith("1"):
        break
headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines)}
body = b""
if status in ("204", "304"):
    pass
elif headers.get("transfer-encoding", "").lower() == "chunked":
    while size := int(reader.until(b"\r\n").split(b";")[0], 16):
        body += reader.bytes(size)
        reader.bytes(2)
elif "content-length" in headers:
    body = reader.bytes(int(headers["content-length"]))
else:
    body = reader.everything()
while body:
    body = body[os.write(1, body) :]
if not status.startswith("2"):
    sys.exit(status + " " + " ".join(reason))
