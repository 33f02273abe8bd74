"""Wrong: reads the whole absurd body and throws it away, and only then closes.

Loses: refuses_absurd_lengths
Says: The length promised 16,777,217 bytes
"""
import socket
import struct
import sys
import threading


def take(conn, n, keep=True):
    parts = []
    while n > 0:
        part = conn.recv(min(n, 65536))
        if not part:
            raise ConnectionError("client left")
        if keep:
            parts.append(part)
        n -= len(part)
    return b"".join(parts)


def put(conn, body):
    conn.sendall(struct.pack("!L", len(body)) + body)


def client(conn, who):
    try:
        put(conn, f"ready {socket.gethostname()}".encode())
        while True:
            n = struct.unpack("!L", take(conn, 4))[0]
            if n > 16 * 1024 * 1024:
                take(conn, n, keep=False)
                break
            put(conn, take(conn, n)[::-1])
    except OSError as e:
        print(who, e)
    conn.close()


def main():
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
        s.listen()
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        s = socket.create_server((host, int(port)))
    while True:
        threading.Thread(target=client, args=s.accept(), daemon=True).start()


main()
