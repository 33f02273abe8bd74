"""Wrong: waits half as long again when anything has come, since the network is alive then.

Loses: strays_do_not_restart_the_wait
Says: A stray must not make the wait longer.
Never says: waited from then on
"""
import secrets
import socket
import sys
import time

WAIT, LONGER = 0.66, 1.02


class Client:
    def __init__(self, host, port):
        self.server = (host, port)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def ask(self, number):
        name = secrets.token_hex(8)
        for _ in range(5):
            self.sock.sendto(f"{name} ADD {number}".encode(), self.server)
            total = self.wait(name)
            if total:
                return total
        return None

    def wait(self, name):
        start, patience = time.monotonic(), WAIT
        while (left := start + patience - time.monotonic()) > 0:
            self.sock.settimeout(left)
            try:
                data, sender = self.sock.recvfrom(2048)
            except OSError:
                continue
            words = data.decode("ascii", "replace").split()
            if sender == self.server and len(words) == 2 and words[0] == name:
                return words[1]
            patience = LONGER
        return None


client = Client(sys.argv[1], int(sys.argv[2]))
missing = 0
for line in sys.stdin:
    total = client.ask(line.strip())
    missing += total is None
    print(total or "no answer", flush=True)
sys.exit(1 if missing else 0)
