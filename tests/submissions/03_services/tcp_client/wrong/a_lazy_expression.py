"""Wrong: the end of its expression matches as little as it can: nothing.

Loses: asks_for_the_page
Says: A word is missing:
"""

import re
import socket
import sys


def receive_until(sock, pattern, buffer):
    """-> match, rest of the buffer"""
    while not (found := re.search(pattern, buffer)):
        more = sock.recv(512)
        if not more:
            raise ConnectionError("connection closed too early")
        buffer += more
    return buffer[: found.start()], buffer[found.end() :]


def need(sock, count, buffer):
    while len(buffer) < count:
        more = sock.recv(count - len(buffer))
        if not more:
            raise ConnectionError("connection closed too early: %d bytes missing" % (count - len(buffer)))
        buffer += more
    return buffer[:count], buffer[count:]


host, port, target = re.match(r"http://([^:/]+):(\d+)(.*?)", sys.argv[1]).groups()
with socket.create_connection((host, port)) as sock:
    sock.sendall(b"GET %b HTTP/1.1\r\nHost: %b:%b\r\nAccept: */*\r\n\r\n" % (target.encode(), host.encode(), port.encode()))
    buffer = b""
    while True:
        head, buffer = receive_until(sock, rb"\r\n\r\n", buffer)
        line = re.match(rb"HTTP/\d\.\d (\d{3}) ?([^\r\n]*)", head)
        if not line:
            raise ValueError("no HTTP: " + repr(head[:30]))
        status = int(line[1])
        if status >= 200:
            break
    length = re.search(rb"(?im)^content-length:[ \t]*(\d+)[ \t]*\r?$", head + b"\r\n")
    chunked = re.search(rb"(?im)^transfer-encoding:[ \t]*chunked[ \t]*\r?$", head + b"\r\n")
    body = b""
    if status in (204, 304):
        pass
    elif chunked:
        while True:
            size, buffer = receive_until(sock, rb"\r\n", buffer)
            size = int(re.match(rb"[0-9a-fA-F]+", size)[0], 16)
            if not size:
                break
            chunk, buffer = need(sock, size + 2, buffer)
            body += chunk[:-2]
    elif length:
        body, _ = need(sock, int(length[1]), buffer)
    else:
        body = buffer
        while more := sock.recv(512):
            body += more
sys.stdout.buffer.write(body)
sys.stdout.flush()
if status < 200 or status >= 300:
    raise RuntimeError(f"{status} {line[2].decode()}")
