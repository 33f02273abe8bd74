"""Wrong: takes blanks and line ends off a body that came in chunks.

Loses: reads_chunks
Says: as by strip()
"""

import socket, sys

url = sys.argv[1].replace("http://", "", 1)
slash = url.find("/")
address = url[:slash]
host = address.split(":")[0]
port = int(address.split(":")[1])
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, port))
s.sendall(("GET " + url[slash:] + " HTTP/1.1\r\nHost: " + address + "\r\nConnection: close\r\n\r\n").encode())
data = b""

def more():
    global data
    new = s.recv(100000)
    if new == b"":
        raise Exception("the server went away")
    data = data + new

while True:
    while b"\r\n\r\n" not in data:
        more()
    head, data = data.split(b"\r\n\r\n", 1)
    lines = head.decode("latin-1").split("\r\n")
    if not lines[0].startswith("HTTP/"):
        raise Exception("not http " + lines[0])
    status = lines[0].split(" ")[1]
    if status[0] != "1":
        break
length = None
chunked = False
for line in lines[1:]:
    name, value = line.split(":", 1)
    if name.lower() == "content-length":
        length = int(value)
    if name.lower() == "transfer-encoding" and value.strip().lower() == "chunked":
        chunked = True
if status == "204" or status == "304":
    body = b""
elif chunked:
    parts = []
    while True:
        while b"\r\n" not in data:
            more()
        size, data = data.split(b"\r\n", 1)
        size = int(size.split(b";")[0], 16)
        if size == 0:
            break
        while len(data) < size + 2:
            more()
        parts.append(data[:size])
        data = data[size + 2:]
    body = b"".join(parts).strip()
elif length is not None:
    while len(data) < length:
        more()
    body = data[:length]
else:
    while True:
        new = s.recv(100000)
        if new == b"":
            break
        data = data + new
    body = data
s.close()
sys.stdout.buffer.write(body)
sys.stdout.flush()
if status[0] != "2":
    print("ERROR!!! the server said: " + lines[0], file=sys.stderr)
    exit(1)
