"""Wrong: accept() is called once; the program ends after its first client.

Loses: serves_the_next_client
Says: This is the second client
"""
import socket
import struct
import sys


def read(conn, n):
    data = bytearray()
    while len(data) < n:
        part = conn.recv(n - len(data))
        if not part:
            sys.exit("client has closed")
        data += part
    return bytes(data)


def write(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(sys.argv[1])
else:
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
server.listen(1)
conn, address = server.accept()
print("client", address)
write(conn, ("ready " + socket.gethostname()).encode())
while True:
    length = struct.unpack("!I", read(conn, 4))[0]
    if length > 16777216:
        print("too long")
        break
    write(conn, read(conn, length)[::-1])
conn.close()
server.close()
