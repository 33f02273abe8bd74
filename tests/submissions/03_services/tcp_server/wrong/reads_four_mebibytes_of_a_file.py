"""Wrong: reads a file by one call, which gives four MiB of it at most.

Loses: says_the_length
Says: more than come
Never says: sendall
"""

# as I would write it in C: fork, read, open, fstat, write
import os
import signal
import socket
import sys
import errno

BUFSIZE = 4096
MAXHEAD = 16384


def unhex(c):
    if 48 <= c <= 57:
        return c - 48
    c |= 0x20
    if 97 <= c <= 102:
        return c - 87
    return -1


def decode(src):
    dst = bytearray()
    i = 0
    while i < len(src):
        if src[i] == 0x25 and i + 2 < len(src) and unhex(src[i + 1]) >= 0 and unhex(src[i + 2]) >= 0:
            dst.append(unhex(src[i + 1]) * 16 + unhex(src[i + 2]))
            i += 3
        else:
            dst.append(src[i])
            i += 1
    return bytes(dst)


def mime(path):
    slash = path.rfind(b"/")
    dot = path.rfind(b".")
    if dot <= slash:
        return b"application/octet-stream"
    ext = path[dot + 1:]
    if ext == b"html":
        return b"text/html"
    elif ext == b"txt":
        return b"text/plain"
    elif ext == b"css":
        return b"text/css"
    elif ext == b"png":
        return b"image/png"
    elif ext == b"jpg" or ext == b"jpeg":
        return b"image/jpeg"
    elif ext == b"json":
        return b"application/json"
    elif ext == b"pdf":
        return b"application/pdf"
    return b"application/octet-stream"


def send_error(fd, code, reason, extra, close, head):
    body = b"" if head else reason + b"\n"
    msg = b"HTTP/1.1 " + code + b" " + reason + b"\r\n" + extra
    if close:
        msg += b"Connection: close\r\n"
    msg += b"Content-Length: " + str(len(reason) + 1).encode() + b"\r\n\r\n" + body
    fd.sendall(msg)


def child(fd, root):
    buf = b""
    while 1:
        while (end := buf.find(b"\r\n\r\n")) == -1:
            if len(buf) > MAXHEAD:
                send_error(fd, b"431", b"Too Large", b"", 1, 0)
                return
            got = fd.recv(BUFSIZE)
            if len(got) == 0:
                return
            buf += got
        head = buf[:end]
        buf = buf[end + 4:]
        if end > MAXHEAD:
            send_error(fd, b"431", b"Too Large", b"", 1, 0)
            return
        lines = head.split(b"\r\n")
        w = lines[0].split(b" ")
        if len(w) != 3 or w[2][:5] != b"HTTP/":
            send_error(fd, b"400", b"Bad Request", b"", 1, 0)
            return
        has_host = 0
        close = w[2] == b"HTTP/1.0"
        for i in range(1, len(lines)):
            low = lines[i].lower()
            if low[:5] == b"host:":
                has_host = 1
            if low[:11] == b"connection:" and low[11:].strip() == b"close":
                close = 1
        if w[2] == b"HTTP/1.1" and not has_host:
            send_error(fd, b"400", b"Bad Request", b"", 1, 0)
            return
        q = w[1].find(b"?")
        path = decode(w[1] if q == -1 else w[1][:q])
        if path[-1:] == b"/":
            path += b"index.html"
        ishead = w[0] == b"HEAD"
        filefd = -1
        if b"\0" not in path:
            real = os.path.realpath(root + b"/" + path)
            if real[:len(root) + 1] == root + b"/":
                try:
                    if os.path.isfile(real):
                        filefd = os.open(real, os.O_RDONLY)
                except OSError as e:
                    sys.stderr.write(errno.errorcode[e.errno] + "\n")
        if filefd == -1:
            send_error(fd, b"404", b"Not Found", b"", close, ishead)
        elif w[0] != b"GET" and not ishead:
            os.close(filefd)
            send_error(fd, b"405", b"Not Allowed", b"Allow: GET, HEAD\r\n", close, 0)
        else:
            size = os.fstat(filefd).st_size
            fd.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: " + mime(real) +
                       b"\r\nContent-Length: " + str(size).encode() + b"\r\n\r\n")
            if not ishead:
                fd.sendall(os.read(filefd, 4 << 20))
            os.close(filefd)
        if close:
            return


def main(argc, argv):
    host, port, root = ("127.0.0.1", 8898, ".") if argc < 4 else (argv[1], int(argv[2]), argv[3])
    root = os.path.realpath(os.fsencode(root))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    s.listen(socket.SOMAXCONN)
    while 1:
        try:
            fd, addr = s.accept()
        except OSError:
            continue
        if os.fork() == 0:
            s.close()
            try:
                child(fd, root)
                fd.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            os._exit(0)
        fd.close()


if __name__ == "__main__":
    main(len(sys.argv), sys.argv)
