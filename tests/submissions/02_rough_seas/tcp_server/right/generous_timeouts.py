"""Right: setdefaulttimeout of a minute on everything; a timeout at accept only means: go on."""
import socket
import sys

socket.setdefaulttimeout(60)


def get(conn, n):
    data = b""
    while len(data) < n:
        d = conn.recv(min(n - len(data), 100000))
        if d == b"":
            raise ConnectionAbortedError("end of stream after %d of %d bytes" % (len(data), n))
        data += d
    return data


def put(conn, data):
    conn.settimeout(120)
    conn.sendall(len(data).to_bytes(4, "big") + data)
    conn.settimeout(60)


def client(conn):
    put(conn, "ready {0}".format(socket.gethostname()).encode("utf-8"))
    while True:
        n = int.from_bytes(get(conn, 4), "big")
        assert n <= 16777216, "too long"
        put(conn, get(conn, n)[::-1])


try:
    path, = sys.argv[1:]
except ValueError:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    host, port = sys.argv[1:] or ("127.0.0.1", 8898)
    listener.bind((host, int(port)))
else:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
listener.listen(10)

while True:
    try:
        conn, address = listener.accept()
    except socket.timeout:
        continue
    try:
        client(conn)
    except (OSError, AssertionError) as e:
        sys.stderr.write("%s\n" % e)
    finally:
        conn.close()
