"""Wrong: answers 404 without a look at Connection: close and at the version, and stays open.

Loses: closes_when_asked
Says: No file is there: the answer is an error, and the connection is closed after it, too.
"""
import os
import socket
import sys
import threading
import urllib.parse
import mimetypes

MAX_HEAD = 32768
REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 431: "Request Header Fields Too Large"}


class Connection:
    def __init__(self, sock, root):
        self.sock = sock
        self.root = root
        self.buffer = b""

    def read_head(self):
        while b"\r\n\r\n" not in self.buffer:
            data = self.sock.recv(4096)
            if not data:
                return None
            self.buffer += data
            if len(self.buffer) > MAX_HEAD and b"\r\n\r\n" not in self.buffer:
                return b""
        head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
        if len(head) > MAX_HEAD:
            return b""
        return head

    def respond(self, status, body=b"", content_type="text/plain", head_only=False, close=False, extra=()):
        lines = [f"HTTP/1.1 {status} {REASONS[status]}", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
        lines.extend(extra)
        if close:
            lines.append("Connection: close")
        message = "\r\n".join(lines).encode() + b"\r\n\r\n"
        if not head_only:
            message += body
        self.sock.sendall(message)
        return not close

    def handle_one(self):
        head = self.read_head()
        if head is None:
            return False
        if head == b"":
            return self.respond(431, close=True)
        lines = head.decode("latin-1").split("\r\n")
        request = lines[0].split()
        if len(request) != 3 or not request[2].startswith("HTTP/"):
            return self.respond(400, close=True)
        method, target, version = request
        headers = {}
        for line in lines[1:]:
            if ":" in line:
                key, value = line.split(":", 1)
                headers[key.strip().lower()] = value.strip()
        if version == "HTTP/1.1" and "host" not in headers:
            return self.respond(400, close=True)
        close = headers.get("connection", "").lower() == "close" or version == "HTTP/1.0"
        path = urllib.parse.unquote(target.split("?", 1)[0])
        if path.endswith("/"):
            path += "index.html"
        try:
            full = os.path.realpath(os.path.join(self.root, path.lstrip("/")))
            found = full.startswith(self.root + os.sep) and os.path.isfile(full)
        except ValueError:
            found = False
        head_only = method == "HEAD"
        if not found:
            return self.respond(404, b"Not Found", head_only=head_only)
        if method not in ("GET", "HEAD"):
            return self.respond(405, extra=["Allow: GET, HEAD"], close=close)
        content_type = mimetypes.guess_type(full)[0] or "application/octet-stream"
        with open(full, "rb") as file:
            body = file.read()
        return self.respond(200, body, content_type, head_only, close)


def handle_client(sock, root):
    try:
        with sock:
            connection = Connection(sock, root)
            while connection.handle_one():
                pass
    except OSError:
        pass


def serve(host, port, root):
    root = os.path.realpath(root)
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((host, port))
    server.listen(128)
    while True:
        client, _ = server.accept()
        threading.Thread(target=handle_client, args=(client, root), daemon=True).start()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
