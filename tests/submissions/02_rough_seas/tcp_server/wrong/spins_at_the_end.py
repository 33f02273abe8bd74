"""Wrong: empty bytes from recv are not taken for the end; the loop goes on reading for ever.

Loses: answers_after_half_close, serves_the_next_client
Says: returns b'' at once, each time | It is busy in line
"""
import socket
import struct
import sys

if len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
else:
    server = socket.socket()
    server.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else ("127.0.0.1", 8898))
server.listen()


def pack(body):
    return struct.pack("!I", len(body)) + body


def talk(conn):
    conn.sendall(pack(("ready " + socket.gethostname()).encode()))
    buffer = b""
    while True:
        data = conn.recv(100000)
        buffer += data
        while len(buffer) >= 4:
            n = struct.unpack("!I", buffer[:4])[0]
            if n > 16 * 1024 * 1024:
                return
            if len(buffer) < n + 4:
                break
            conn.sendall(pack(buffer[4:n + 4][::-1]))
            buffer = buffer[n + 4:]


while True:
    conn, _ = server.accept()
    try:
        talk(conn)
    except OSError as e:
        print(e)
    conn.close()
