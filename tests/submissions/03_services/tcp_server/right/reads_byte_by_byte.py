"""Right: recv(1) until the empty line; the answer goes out in many small sends."""
import os
import socket
import sys
from threading import Thread
import urllib.parse

TYPES = dict(html="text/html", txt="text/plain", css="text/css", png="image/png", jpg="image/jpeg", json="application/json", pdf="application/pdf")


class TooLong(Exception):
    pass


def read_request(sock):
    got = bytearray()
    while not got.endswith(b"\r\n\r\n"):
        byte = sock.recv(1)
        if byte == b"":
            return None
        got += byte
        if len(got) > 20000:
            raise TooLong
    return got.decode("latin1").split("\r\n")


def answer(sock, code, text, body=b"", also=(), head=False):
    sock.sendall(f"HTTP/1.1 {code} ".encode())
    sock.sendall(text.encode())
    sock.sendall(b"\r\n")
    for name, value in [("Content-Length", len(body)), *also]:
        sock.sendall(f"{name}: {value}\r\n".encode())
    sock.sendall(b"\r\n")
    if not head:
        for i in range(0, len(body), 60000):
            sock.sendall(body[i:i + 60000])


def converse(sock, root):
    while True:
        try:
            lines = read_request(sock)
        except TooLong:
            answer(sock, 400, "Too long")
            return
        if lines is None:
            return
        words = lines[0].split(" ")
        names = [line.split(":")[0].lower() for line in lines[1:]]
        if len(words) < 3 or words[2][:5] != "HTTP/" or (words[2] == "HTTP/1.1" and "host" not in names):
            answer(sock, 400, "Bad Request", b"???")
            return
        verb, target, version = words[:3]
        where = urllib.parse.unquote(target.split("?")[0])
        where = where + "index.html" if where.endswith("/") else where
        real = os.path.realpath(root + "/" + where.replace("\0", ""))
        if os.path.commonpath([real, root]) != root or not os.path.isfile(real):
            answer(sock, 404, "Not Found", b"<h1>404</h1>", head=verb == "HEAD")
        elif verb not in "GET HEAD".split():
            answer(sock, 405, "Method Not Allowed", also=[("Allow", "GET, HEAD")])
        else:
            suffix = real.rpartition("/")[2].rpartition(".")[2] if "." in real.rpartition("/")[2] else ""
            with open(real, "rb") as file:
                answer(sock, 200, "OK", file.read(), [("Content-Type", TYPES.get(suffix, "application/octet-stream"))], verb == "HEAD")
        if version == "HTTP/1.0" or any(line.lower().replace(" ", "") == "connection:close" for line in lines):
            return


def work(sock, root):
    with sock:
        try:
            converse(sock, root)
        except OSError:
            pass


def serve(host, port, root):
    listener = socket.create_server((host, port), backlog=60)
    while 1:
        sock, _ = listener.accept()
        Thread(target=work, args=(sock, root), daemon=True).start()


serve(sys.argv[1], int(sys.argv[2]), os.path.realpath(sys.argv[3]))
