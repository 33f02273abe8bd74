"""Wrong: prints peer[0] and peer[1] of each client; over a Unix socket the peer's name is ''.

Loses: serves_a_unix_socket
Says: before it had sent the greeting
"""
import socket
import sys
import threading


def client(conn):
    try:
        with conn, conn.makefile("rwb") as f:
            body = b"ready " + socket.gethostname().encode()
            while True:
                f.write(len(body).to_bytes(4, "big") + body)
                f.flush()
                head = f.read(4)
                n = int.from_bytes(head, "big")
                if len(head) < 4 or n > 16777216:
                    return
                body = f.read(n)
                if len(body) < n:
                    return
                body = body[::-1]
    except OSError as e:
        print(e)


args = sys.argv[1:] or ["127.0.0.1", "8898"]
if len(args) == 1:
    s = socket.socket(socket.AF_UNIX)
    s.bind(args[0])
else:
    s = socket.socket()
    s.bind((args[0], int(args[1])))
s.listen()
while True:
    conn, peer = s.accept()
    print("connection from", peer[0], "port", peer[1])
    threading.Thread(target=client, args=(conn,), daemon=True).start()
