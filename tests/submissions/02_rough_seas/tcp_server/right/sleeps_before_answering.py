"""Right: sleeps a tenth of a second before every answer "so that packets do not stick"."""
import socket
import struct
import sys
import time


def recvall(s, n):
    buf = b""
    while len(buf) < n:
        x = s.recv(n - len(buf))
        if not x:
            return buf
        buf += x
    return buf


time.sleep(0.3)
if len(sys.argv) == 2:
    srv = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    srv.bind(sys.argv[1])
else:
    srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    srv.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
srv.listen(2)

while True:
    cli, _ = srv.accept()
    try:
        time.sleep(0.1)
        banner = ("ready " + socket.gethostname()).encode()
        cli.sendall(struct.pack(">I", len(banner)))
        time.sleep(0.1)
        cli.sendall(banner)
        while True:
            head = recvall(cli, 4)
            if len(head) < 4:
                break
            size = struct.unpack(">I", head)[0]
            if size > 16777216:
                break
            body = recvall(cli, size)
            if len(body) < size:
                break
            time.sleep(0.1)
            cli.sendall(head + body[::-1])
        cli.shutdown(socket.SHUT_WR)
    except OSError:
        pass
    cli.close()
