"""Right: bytes from end to end, sys.stdin.buffer and sys.stdout.buffer; never decodes a thing."""

import os
import socket
import sys

sys.argv[1:] = sys.argv[1:] or ["127.0.0.1", "8898"]


def need(sock, n):
    chunks = []
    have = 0
    while have != n:
        chunk = sock.recv(min(n - have, 8192))
        if not chunk:
            raise OSError("short read: %d of %d bytes" % (have, n))
        chunks.append(chunk)
        have += len(chunk)
    return b"".join(chunks)


def show(data):
    sys.stdout.buffer.write(data + os.linesep.encode())
    sys.stdout.buffer.flush()


def main(argv):
    if len(argv) == 2:
        family, where = socket.AF_UNIX, argv[1]
    else:
        family, where = socket.AF_INET, (argv[1], int(argv[2]))
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.connect(where)
        show(need(sock, int.from_bytes(need(sock, 4), "big")))
        for line in sys.stdin.buffer:
            if line.endswith(b"\n"):
                line = line[:-1]
            sock.sendall(len(line).to_bytes(4, "big"))
            if line:
                sock.sendall(line)
            show(need(sock, int.from_bytes(need(sock, 4), "big")))
    except OSError as problem:
        sys.stderr.write("tcp_client: %s\n" % problem)
        return 1
    finally:
        sock.close()
    return 0


sys.exit(main(sys.argv))
