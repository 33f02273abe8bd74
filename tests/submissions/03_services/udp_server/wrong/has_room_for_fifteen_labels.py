"""Wrong: has room for fifteen labels.

Loses: has_nothing_of_other_types
Says: Its name has 42 labels
"""
# DNS with socketserver: finish() sends what handle() has written
import re
import socketserver
import struct
import sys


class Dns(socketserver.DatagramRequestHandler):
    names = {}

    def handle(self):
        data = self.rfile.read()
        if len(data) < 12:
            return
        self.id, self.flags, self.questions = struct.unpack(">HHH", data[:6])
        if self.flags & 0x8000:
            return
        if self.flags >> 11 & 15:
            return self.say(4)
        try:
            if not self.questions:
                raise EOFError
            labels, question, kind = self.take_question(data)
        except EOFError:
            return self.say(1)
        known = self.names.get(".".join(labels).lower())
        if known is None:
            return self.say(3, question)
        self.say(0, question, known if kind == (1, 1) else [])

    def take_question(self, data):
        rest = data[12:]
        labels = []

        def take(n):
            nonlocal rest
            if len(rest) < n:
                raise EOFError
            piece, rest = rest[:n], rest[n:]
            return piece

        for _ in range(16):
            size = take(1)[0]
            if size == 0:
                break
            if size >= 64:
                raise EOFError
            labels.append(take(size).decode("latin-1"))
        else:
            raise EOFError
        kind = struct.unpack(">HH", take(4))
        return labels, data[12:len(data) - len(rest)], kind

    def say(self, code, question=b"", addresses=()):
        flags = 0x8000 | self.flags & 0x7900 | code
        if addresses:
            flags |= 0x0400
        self.wfile.write(struct.pack(">6H", self.id, flags, len(question) > 0, len(addresses), 0, 0))
        self.wfile.write(question)
        for address in addresses:
            self.wfile.write(b"\xc0\x0c" + struct.pack(">HHLH", 1, 1, 60, 4) + address)

    def finish(self):
        answer = self.wfile.getvalue()
        if answer:
            self.socket.sendto(answer, self.client_address)


def load(path):
    numbers = r"(?:\d{1,2}|1\d\d|2[0-4]\d|25[0-5])"
    line_form = re.compile(rf"\s*({numbers}(?:\.{numbers}){{3}})\s+([^#]*)")
    with open(path, encoding="latin-1") as file:
        for line in file:
            if match := line_form.match(line):
                for name in match[2].split():
                    Dns.names.setdefault(name.lower(), []).append(bytes(map(int, match[1].split("."))))


if __name__ == "__main__":
    HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
    PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    load(sys.argv[3] if len(sys.argv) > 3 else "hosts.txt")
    socketserver.UDPServer((HOST, PORT), Dns).serve_forever()
