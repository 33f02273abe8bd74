"""Right: forks: the child copies the socket into a pipe, the parent reads the answer from that."""

import os
import signal
import socket
import sys
from urllib.parse import urlsplit

signal.alarm(60)
url = urlsplit(sys.argv[1])
reading, writing = os.pipe()
child = os.fork()
if not child:
    os.close(reading)
    try:
        s = socket.create_connection((url.hostname, url.port))
        s.sendall(f"GET {url.path + ('?' + url.query) * bool(url.query)} HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n\r\n".encode())
        while data := s.recv(2000):
            os.write(writing, data)
    except BrokenPipeError:
        pass
    except OSError as error:
        os.write(2, f"child: {error}\n".encode())
        os._exit(1)
    os._exit(0)

os.close(writing)
stream = os.fdopen(reading, "rb")


def stop(word):
    os.kill(child, signal.SIGKILL)
    os.wait()
    sys.exit(word)


def get(count):
    data = stream.read(count)
    if len(data) < count:
        stop("end of file in the body")
    return data


code = ""
while code[:1] in ("", "1"):
    first = stream.readline().decode("latin-1").rstrip("\r\n")
    if not first.startswith("HTTP/"):
        stop(f"unexpected: {first}")
    code, reason = first.split(" ", 2)[1:]
    names = {}
    while line := stream.readline().strip():
        name, value = line.split(b":", 1)
        names[name.lower()] = value.strip().lower()
out = sys.stdout.buffer
if code not in ("204", "304"):
    if names.get(b"transfer-encoding") == b"chunked":
        while size := int(stream.readline().split(b";")[0], 16):
            out.write(get(size))
            get(2)
    elif b"content-length" in names:
        out.write(get(int(names[b"content-length"])))
    else:
        out.write(stream.read())
out.flush()
stop(None if code[0] == "2" else f"{code} {reason}")
