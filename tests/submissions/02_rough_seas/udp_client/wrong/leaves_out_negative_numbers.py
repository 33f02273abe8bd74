"""Wrong: lines are checked with isdigit(), and so -4 is passed over without a request.

Loses: sends_every_line
Says: Your program skipped line 2
"""
import itertools
import select
import socket
import sys
import time


class Client:
    def __init__(self, host, port):
        self.server = host, port
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.ids = itertools.count(100)

    def ask(self, number):
        name = "k%d" % next(self.ids)
        for _ in range(5):
            self.sock.sendto(("%s ADD %s" % (name, number)).encode(), self.server)
            end = time.monotonic() + 0.2
            while select.select([self.sock], [], [], max(0, end - time.monotonic()))[0]:
                data, sender = self.sock.recvfrom(2048)
                try:
                    words = data.decode("ascii").split(" ")
                except UnicodeDecodeError:
                    continue
                if sender == self.server and words[0] == name and len(words) == 2:
                    return words[1]
        return "no answer"


client = Client(sys.argv[1], int(sys.argv[2]))
answers = []
for line in sys.stdin:
    if not line.strip().isdigit():
        print("not a number:", line.strip(), file=sys.stderr)
        continue
    answers.append(client.ask(line.strip()))
    print(answers[-1])
sys.exit("no answer" in answers)
