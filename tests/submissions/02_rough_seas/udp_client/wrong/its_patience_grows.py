"""Wrong: each wait in vain makes all later waits longer, those for the next lines as well.

Loses: waits_a_fifth_of_a_second
Says: These are its waits for the second line of its input
"""
import queue
import random
import socket
import sys
import threading
import time


class Client:
    SENDINGS = 5

    def __init__(self, host, port):
        self.server = (host, port)
        self.wait = 0.15
        self.inbox = queue.Queue()
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind(("", 0))
        self.next_id = random.randrange(10**6, 10**7)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                self.inbox.put(self.sock.recvfrom(2048))
            except ConnectionError:
                continue

    def total_of(self, data, ident):
        try:
            words = data.decode("utf-8").split()
        except UnicodeDecodeError:
            return None
        if len(words) != 2 or words[0] != ident:
            return None
        try:
            return str(int(words[1]))
        except ValueError:
            return None

    def ask(self, number):
        self.next_id += 1
        ident = f"q{self.next_id}"
        request = f"{ident} ADD {number}".encode()
        for sending in range(self.SENDINGS):
            self.sock.sendto(request, self.server)
            end = time.monotonic() + self.wait
            while (left := end - time.monotonic()) > 0:
                try:
                    data, sender = self.inbox.get(timeout=left)
                except queue.Empty:
                    self.wait *= 1.3
                    break
                if sender != self.server:
                    continue
                total = self.total_of(data, ident)
                if total is not None:
                    return total
        raise TimeoutError(ident)


def talk(host, port):
    client = Client(host, port)
    failures = 0
    for line in sys.stdin:
        if line.strip():
            try:
                print(client.ask(line.strip()), flush=True)
            except TimeoutError:
                print("no answer", flush=True)
                failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    sys.exit(talk(HOST, PORT))
