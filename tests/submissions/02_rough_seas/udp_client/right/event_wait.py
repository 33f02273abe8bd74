"""Right: a thread looks for the answer and sets an Event, the main thread waits for that."""
import socket
import sys
import threading


class Mailbox(threading.Thread):
    def __init__(self, sock, server):
        super().__init__(daemon=True)
        self.sock, self.server = sock, server
        self.wanted = None
        self.total = None
        self.event = threading.Event()

    def expect(self, name):
        self.event.clear()
        self.total = None
        self.wanted = name.encode()

    def run(self):
        while True:
            data, sender = self.sock.recvfrom(1024)
            words = data.split(b" ")
            if sender == self.server and words[0] == self.wanted and len(words) == 2:
                try:
                    self.total = words[1].decode("ascii")
                except UnicodeDecodeError:
                    continue
                self.wanted = None
                self.event.set()


def talk(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("", 0))
    box = Mailbox(sock, (host, port))
    box.start()
    everything_answered = True
    for n, line in enumerate(sys.stdin):
        name = "id%d" % n
        box.expect(name)
        for _ in range(5):
            sock.sendto("{0} ADD {1}".format(name, line.strip()).encode(), (host, port))
            if box.event.wait(0.2):
                print(box.total)
                break
        else:
            print("no answer")
            everything_answered = False
    sys.exit(0 if everything_answered else 1)


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
