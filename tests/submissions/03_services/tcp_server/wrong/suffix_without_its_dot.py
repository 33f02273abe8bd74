"""Wrong: a name that ends with the letters of a suffix has that type, also without the dot.

Loses: says_the_type
Says: application/octet-stream
"""

import sys, os, socket
from threading import Thread
from urllib.parse import unquote

types = {".html": "text/html", ".txt": "text/plain", ".css": "text/css", ".png": "image/png", ".jpg": "image/jpeg", ".json": "application/json", ".pdf": "application/pdf"}

def client(c):
    # no try here: if something goes wrong only this thread dies (and c is closed when it is collected)
    rest = b""
    while True:
        while b"\r\n\r\n" not in rest:
            data = c.recv(1000)
            if data == b"":
                c.close()
                return
            rest = rest + data
            if len(rest) > 30000 and b"\r\n\r\n" not in rest:
                c.sendall(b"HTTP/1.1 431 TOO BIG\r\nContent-Length: 0\r\n\r\n")
                c.close()
                return
        head = rest[:rest.index(b"\r\n\r\n")].decode("latin-1")
        rest = rest[rest.index(b"\r\n\r\n") + 4:]
        lines = head.split("\r\n")
        print(lines)
        words = lines[0].split()
        bad = False
        if len(words) != 3:
            bad = True
        elif words[2] != "HTTP/1.1" and words[2] != "HTTP/1.0":
            bad = True
        host = False
        close = False
        for line in lines[1:]:
            if line.upper().startswith("HOST:"):
                host = True
            if line.upper().replace(" ", "") == "CONNECTION:CLOSE":
                close = True
        if not bad and words[2] == "HTTP/1.0":
            close = True
        elif not host:
            bad = True
        if bad:
            c.sendall(b"HTTP/1.1 400 BAD\r\nContent-Length: 4\r\n\r\nbad\n")
            c.close()
            return
        path = unquote(words[1].split("?")[0])
        if path.endswith("/"):
            path = path + "index.html"
        full = "" if "\0" in path else os.path.realpath(root + "/" + path)
        if not full.startswith(root + "/") or not os.path.isfile(full):
            c.sendall(b"HTTP/1.1 404 NO\r\nContent-Length: 0\r\n\r\n")
        elif words[0] == "GET" or words[0] == "HEAD":
            body = open(full, "rb").read()
            typ = "application/octet-stream"
            for t in types:
                if full.endswith(t[1:]):
                    typ = types[t]
            c.sendall(("HTTP/1.1 200 OK\r\nContent-Length: " + str(len(body)) + "\r\nContent-Type: " + typ + "\r\n\r\n").encode())
            if words[0] == "GET":
                c.sendall(body)
        else:
            c.sendall(b"HTTP/1.1 405 NO\r\nAllow: GET, HEAD\r\nContent-Length: 0\r\n\r\n")
            # I do not know what comes now
            close = True
        if close:
            c.close()
            return

host = sys.argv[1]
port = int(sys.argv[2])
root = os.path.realpath(sys.argv[3])
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", port))
s.listen(10)
while True:
    c, a = s.accept()
    Thread(target=client, args=(c,)).start()
