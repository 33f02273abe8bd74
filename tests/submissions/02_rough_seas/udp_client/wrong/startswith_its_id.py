"""Wrong: text.startswith(ID) takes q1x and q10 for q1.

Loses: compares_the_whole_id
Says: a 0 more at its end
"""
import socket
import sys
import time


class Client:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.server = (host, port)
        self.count = 0
        self.status = 0

    def receive(self, name):
        deadline = time.monotonic() + 0.2
        while time.monotonic() < deadline:
            self.sock.settimeout(max(0.001, deadline - time.monotonic()))
            try:
                data, sender = self.sock.recvfrom(1024)
                text = data.decode("ascii")
            except (TimeoutError, UnicodeDecodeError):
                continue
            if sender == self.server and text.startswith(name) and " " in text:
                return text.split(" ")[1]
        return None

    def ask(self, number):
        self.count += 1
        for _ in range(5):
            self.sock.sendto(f"q{self.count} ADD {number}".encode(), self.server)
            total = self.receive(f"q{self.count}")
            if total is not None:
                print(total)
                return
        print("no answer")
        self.status = 1


client = Client(sys.argv[1], int(sys.argv[2]))
for line in sys.stdin:
    client.ask(line.strip())
sys.exit(client.status)
