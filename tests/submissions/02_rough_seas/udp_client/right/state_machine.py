"""Right: a class with states and a table of methods."""
import socket
import sys
import time


class Machine:
    def __init__(self, host, port, lines):
        self.server = host, port
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.lines = iter(lines)
        self.state = "NEXT"
        self.serial = 0
        self.status = 0

    def run(self):
        while self.state != "END":
            self.state = getattr(self, "in_" + self.state.lower())()
        return self.status

    def in_next(self):
        line = next(self.lines, None)
        if line is None:
            return "END"
        self.serial += 1
        self.name = f"<{self.serial}>"
        self.request = f"{self.name} ADD {line.strip()}".encode()
        self.sendings = 0
        return "SEND"

    def in_send(self):
        if self.sendings >= 5:
            return "GIVE_UP"
        self.sendings += 1
        self.sock.sendto(self.request, self.server)
        self.deadline = time.monotonic() + 0.2
        return "WAIT"

    def in_wait(self):
        left = self.deadline - time.monotonic()
        if left <= 0:
            return "SEND"
        self.sock.settimeout(left)
        try:
            self.datagram, self.sender = self.sock.recvfrom(1024)
        except socket.timeout:
            return "SEND"
        return "LOOK"

    def in_look(self):
        if self.sender != self.server:
            return "WAIT"
        try:
            name, total = self.datagram.decode("ascii").split(" ")
        except ValueError:
            return "WAIT"
        if name != self.name:
            return "WAIT"
        print(total)
        return "NEXT"

    def in_give_up(self):
        print("no answer")
        self.status = 1
        return "NEXT"


if __name__ == "__main__":
    sys.exit(Machine(sys.argv[1], int(sys.argv[2]), sys.stdin).run())
