"""Wrong: does not expect that a path goes on below a file.

Loses: says_not_found
Says: closed the connection without sending anything
"""
# httpd.c, translated line by line.
import os
import socket
import stat
import sys
import threading

MAX_HEAD = 16384
BUF_SIZE = 65536

HEX = b"0123456789abcdef"

mime_table = (
    (b".html", b"text/html"),
    (b".txt", b"text/plain"),
    (b".css", b"text/css"),
    (b".png", b"image/png"),
    (b".jpg", b"image/jpeg"),
    (b".json", b"application/json"),
    (b".pdf", b"application/pdf"),
)

server_root = b""


def mime_lookup(path):
    for suffix, kind in mime_table:
        if path.endswith(suffix):
            return kind
    return b"application/octet-stream"


def url_decode(src):
    dst = bytearray()
    i = 0
    while i < len(src):
        c = src[i]
        if c == 0x25 and i + 2 < len(src):
            hi = HEX.find(src[i + 1:i + 2].lower())
            lo = HEX.find(src[i + 2:i + 3].lower())
            if hi >= 0 and lo >= 0:
                dst.append(hi * 16 + lo)
                i += 3
                continue
        dst.append(c)
        i += 1
    return bytes(dst)


def send_error(conn, code, reason, extra=b""):
    page = b"<h1>" + code + b" " + reason + b"</h1>\n"
    conn.sendall(b"HTTP/1.1 " + code + b" " + reason + b"\r\nContent-Type: text/html\r\n" + extra
                 + b"Content-Length: %d\r\n\r\n" % len(page) + page)


def send_error_head(conn, code, reason):
    conn.sendall(b"HTTP/1.1 " + code + b" " + reason + b"\r\nContent-Length: 0\r\n\r\n")


def open_file(target):
    """Return (fd, size, path), or (-1, 0, None)."""
    query = target.find(b"?")
    if query != -1:
        target = target[:query]
    path = url_decode(target)
    if b"\0" in path:
        return -1, 0, None
    if path[-1:] == b"/":
        path = path + b"index.html"
    real = os.path.realpath(server_root + b"/" + path)
    prefix = server_root if server_root.endswith(b"/") else server_root + b"/"
    if real[:len(prefix)] != prefix:
        return -1, 0, None
    try:
        fd = os.open(real, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError, IsADirectoryError):
        return -1, 0, None
    st = os.fstat(fd)
    if not stat.S_ISREG(st.st_mode):
        os.close(fd)
        return -1, 0, None
    return fd, st.st_size, real


def header(lines, wanted):
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon and name.lower() == wanted:
            return value.strip()
    return None


def handle_request(conn, head):
    """Return 1 to go on with this connection, 0 to close it."""
    lines = head.split(b"\r\n")
    words = lines.pop(0).split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/"):
        send_error(conn, b"400", b"Bad Request", b"Connection: close\r\n")
        return 0
    method, target, version = words
    if version == b"HTTP/1.1" and header(lines, b"host") is None:
        send_error(conn, b"400", b"Bad Request", b"Connection: close\r\n")
        return 0
    keep = 1
    if version == b"HTTP/1.0":
        keep = 0
    if (header(lines, b"connection") or b"").lower() == b"close":
        keep = 0
    if method != b"GET" and method != b"HEAD":
        send_error(conn, b"405", b"Method Not Allowed", b"Allow: HEAD, GET\r\n")
        return keep
    fd, size, real = open_file(target)
    if fd < 0:
        if method == b"HEAD":
            send_error_head(conn, b"404", b"Not Found")
        else:
            send_error(conn, b"404", b"Not Found")
        return keep
    try:
        conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: %s\r\n\r\n"
                     % (size, mime_lookup(real)))
        if method == b"GET":
            while size > 0:
                block = os.read(fd, BUF_SIZE)
                if not block:
                    break
                conn.sendall(block)
                size -= len(block)
    finally:
        os.close(fd)
    return keep


def client_main(conn):
    buf = bytearray(BUF_SIZE)
    view = memoryview(buf)
    used = 0
    try:
        while True:
            end = buf.find(b"\r\n\r\n", 0, used)
            if end > MAX_HEAD or (end < 0 and used > MAX_HEAD):
                send_error(conn, b"431", b"Request Header Fields Too Large", b"Connection: close\r\n")
                break
            if end < 0:
                n = conn.recv_into(view[used:])
                if n == 0:
                    break
                used += n
                continue
            head = bytes(view[:end])
            rest = bytes(view[end + 4:used])
            used = len(rest)
            view[:used] = rest
            if handle_request(conn, head) == 0:
                break
    except OSError as e:
        sys.stderr.write("client: %s\n" % e)
    finally:
        conn.close()


def main(argv):
    global server_root
    host = argv[1] if len(argv) > 1 else "127.0.0.1"
    port = int(argv[2]) if len(argv) > 2 else 8898
    server_root = os.path.realpath(os.fsencode(argv[3] if len(argv) > 3 else "."))
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    s.listen(socket.SOMAXCONN)
    while 1:
        conn, addr = s.accept()
        t = threading.Thread(target=client_main, args=(conn,))
        t.daemon = True
        t.start()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
