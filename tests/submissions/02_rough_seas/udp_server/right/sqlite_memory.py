"""Right: remembers in an sqlite database in memory, totals as text since they grow past 64 bits."""
import re
import socket
import sqlite3
import sys


def serve(host, port):
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE done (host, port, id BLOB, answer BLOB, PRIMARY KEY (host, port, id))")
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    total = 0
    while True:
        data, (peer, peer_port) = sock.recvfrom(8192)
        m = re.compile(b"^([!-~]{1,32}) ADD (-?[0-9]{1,18})$").match(data)
        if m is None:
            sock.sendto(b"ERROR", (peer, peer_port))
            continue
        key = (peer, peer_port, m[1])
        row = db.execute("SELECT answer FROM done WHERE host=? AND port=? AND id=?", key).fetchone()
        if row is None:
            total += int(m[2])
            row = (m[1] + b" " + b"%d" % total,)
            db.execute("INSERT INTO done VALUES (?, ?, ?, ?)", key + row)
        sock.sendto(row[0], (peer, peer_port))


if __name__ == "__main__":
    args = dict(enumerate(sys.argv))
    serve(args.get(1, "127.0.0.1"), int(args.get(2, 8080)))
