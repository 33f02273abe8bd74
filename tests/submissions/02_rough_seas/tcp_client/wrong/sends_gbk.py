"""Wrong: encodes what it sends as GBK (and decodes what comes as UTF-8).

Loses: sends_utf8
Says: Chinese encoding
"""

import socket
import sys

if len(sys.argv) == 2:
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.connect(sys.argv[1])
else:
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    client.connect((sys.argv[1], int(sys.argv[2])))
incoming = client.makefile("rb")


def get():
    size = incoming.read(4)
    if len(size) != 4:
        raise ConnectionError("server closed")
    size = int.from_bytes(size, "big")
    data = incoming.read(size)
    if len(data) != size:
        raise ConnectionError("server closed")
    return data.decode("utf-8")


print("-" * 20, get(), "-" * 20)
while True:
    try:
        words = input("say: ")
    except EOFError:
        break
    data = words.encode("gbk")
    client.sendall(len(data).to_bytes(4, "big"))
    client.sendall(data)
    print("heard:", get())
client.close()
