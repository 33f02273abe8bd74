"""Wrong: the answer is a text in three quotes, indented like the program around it.

Loses: answers_get, bounds_the_headers, refuses_bad_requests, refuses_other_methods
Says: Before the status line stands
"""
import mimetypes
import os
import socketserver
import sys
import urllib.parse

ROOT = os.path.realpath(sys.argv[3])


class H(socketserver.StreamRequestHandler):
    def handle(self):
        while True:
            line = self.rfile.readline().decode("latin-1")
            if not line.strip():
                return
            headers = {}
            while True:
                h = self.rfile.readline().decode("latin-1").strip()
                if not h:
                    break
                k, v = h.split(":", 1)
                headers[k.lower()] = v.strip()
            method, target, version = line.split()
            path = urllib.parse.unquote(target.split("?")[0])
            name = os.path.realpath(ROOT + path + ("index.html" if path.endswith("/") else ""))
            if name.startswith(ROOT + "/") and os.path.isfile(name):
                self.answer("200 OK", open(name, "rb").read(), mimetypes.guess_type(name)[0] or "application/octet-stream", method)
            else:
                self.answer("404 Not Found", b"none", "text/plain", method)
            if headers.get("connection", "").lower() == "close" or version == "HTTP/1.0":
                return

    def answer(self, status, body, kind, method):
        head = f"""
        HTTP/1.1 {status}
        Content-Type: {kind}
        Content-Length: {len(body)}
        """
        self.wfile.write(head.encode() + b"\n")
        if method != "HEAD":
            self.wfile.write(body)


socketserver.ThreadingTCPServer.daemon_threads = True
socketserver.ThreadingTCPServer((sys.argv[1], int(sys.argv[2])), H).serve_forever()
