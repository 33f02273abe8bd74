"""Right: forks for each client; listens on all interfaces; answers 400 to a path that tries to leave."""
import mimetypes, os, signal, socket, sys
from urllib.parse import unquote

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
root = os.path.realpath(sys.argv[3])
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", int(sys.argv[2])))
server.listen(64)


def respond(out, status, body=b"", *headers, with_body=True):
    out.write(b"HTTP/1.1 " + status.encode() + b"\r\n")
    for header in (f"Content-Length: {len(body)}",) + headers:
        out.write(header.encode() + b"\r\n")
    out.write(b"\r\n")
    if with_body:
        out.write(body)
    out.flush()


def child(conn):
    inp, out = conn.makefile("rb"), conn.makefile("wb")
    while True:
        lines, total = [], 0
        while True:
            line = inp.readline(16385)
            total += len(line)
            if total > 16384:
                return respond(out, "431 Request Header Fields Too Large", b"", "Connection: close")
            if not line:
                return
            if line in (b"\r\n", b"\n"):
                break
            lines.append(line.decode("latin-1").strip())
        words = lines[0].split() if lines else []
        keys = {l.split(":")[0].lower(): l.split(":", 1)[-1].strip() for l in lines[1:]}
        if len(words) != 3 or not words[2].startswith("HTTP/") or words[2] == "HTTP/1.1" and "host" not in keys:
            return respond(out, "400 Bad Request", b"bad request\n", "Connection: close")
        path = unquote(words[1].partition("?")[0])
        if path.endswith("/"):
            path += "index.html"
        full = os.path.realpath(root + path) if "\0" not in path else "/"
        get = words[0] != "HEAD"
        if not (full + "/").startswith(root + "/"):
            return respond(out, "400 Bad Request", b"no\n", with_body=get)
        elif not os.path.isfile(full):
            respond(out, "404 Not Found", b"no such file\n", with_body=get)
        elif words[0] not in ("GET", "HEAD"):
            respond(out, "405 Method Not Allowed", b"", "Allow: GET", "Allow: HEAD")
        else:
            kind = mimetypes.guess_type(full)[0] or "application/octet-stream"
            with open(full, "rb") as f:
                respond(out, "200 OK", f.read(), f"Content-Type: {kind}", with_body=get)
        if words[2] == "HTTP/1.0" or keys.get("connection", "").lower() == "close":
            return


while True:
    conn, peer = server.accept()
    if os.fork() == 0:
        server.close()
        try:
            child(conn)
        except OSError:
            pass
        try:
            conn.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        os._exit(0)
    conn.close()
