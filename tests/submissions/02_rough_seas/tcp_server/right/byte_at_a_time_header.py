"""Right: the header is read byte by byte and added up with *256; globals; prints everywhere."""
import socket
import sys

conn = None
total = 0
ok = True


def get_length():
    global ok, total
    length = 0
    for i in range(4):
        one = conn.recv(1)
        print("header byte", i, one)
        if len(one) == 0:
            ok = False
            return -1
        length = length * 256 + one[0]
    total = length
    return length


def get_body():
    global ok
    parts = []
    missing = total
    while missing != 0:
        part = conn.recv(missing if missing < 2048 else 2048)
        if len(part) == 0:
            ok = False
            return b""
        parts.append(part)
        missing = missing - len(part)
    return b"".join(parts)


def put(data):
    n = len(data)
    conn.sendall(bytes([n // 16777216, n // 65536 % 256, n // 256 % 256, n % 256]))
    conn.sendall(data)


if len(sys.argv) >= 3:
    server = socket.socket()
    server.bind((sys.argv[1], int(sys.argv[2])))
elif len(sys.argv) == 2:
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
else:
    server = socket.socket()
    server.bind(("127.0.0.1", 8898))
server.listen(0)

while True:
    print("waiting for somebody")
    conn, who = server.accept()
    print("here is", who)
    ok = True
    try:
        put(("ready " + socket.gethostname()).encode("utf-8"))
        while ok:
            length = get_length()
            if not ok:
                print("no more headers")
            elif length > 16777216:
                print("I do not want", length, "bytes")
                ok = False
            else:
                body = get_body()
                if ok:
                    put(body[::-1])
    except OSError as err:
        print("oh no:", err)
    finally:
        conn.close()
