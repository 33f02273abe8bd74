"""Wrong: a label that is no ASCII ends it.

Loses: survives_any_bytes
Says: not every byte is text | what came was a query with a label that is no text
Never says: text travels as UTF-8
"""
import socket
import sys
from struct import pack, unpack


class DNSServer:
    def __init__(self, host, port, hosts_file):
        self.records = {}
        self.load(hosts_file)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((host, port))

    def load(self, hosts_file):
        for line in open(hosts_file).readlines():
            line = line.partition("#")[0]
            words = line.split()
            if len(words) < 2:
                continue
            numbers = words[0].split(".")
            if len(numbers) != 4 or not all(n.isdigit() and int(n) < 256 for n in numbers):
                continue
            address = bytes(int(n) for n in numbers)
            for word in words[1:]:
                self.records.setdefault(word.lower(), []).append(address)

    def parse_question(self, query):
        pos = 12
        name = []
        while query[pos] != 0:
            size = query[pos]
            if size > 63 or pos + size >= len(query):
                raise IndexError
            name.append(query[pos + 1:pos + 1 + size].decode("ascii"))
            pos += size + 1
        pos += 1
        if len(query) < pos + 4:
            raise IndexError
        qtype, qclass = unpack("!HH", query[pos:pos + 4])
        return ".".join(name), qtype, qclass, query[12:pos + 4]

    def respond(self, query):
        if len(query) < 12:
            return None
        ident, flags, questions = unpack("!HHH", query[:6])
        if flags >> 15:
            return None
        answer = b""
        count = 0
        question = b""
        code = 0
        opcode = flags >> 11 & 0xF
        rd = flags >> 8 & 1
        aa = 1
        if opcode != 0:
            code = 4
        elif questions == 0:
            code = 1
        else:
            try:
                name, qtype, qclass, question = self.parse_question(query)
            except IndexError:
                code = 1
            else:
                found = self.records.get(name.lower())
                if found is None:
                    code = 3
                elif qtype == 1 and qclass == 1:
                    for address in found:
                        answer += self.record(address)
                        count += 1
        flags = 1 << 15 | opcode << 11 | aa << 10 | rd << 8 | code
        header = pack("!HHHHHH", ident, flags, 1 if question else 0, count, 0, 0)
        return header + question + answer

    def record(self, address):
        return b"\xc0\x0c" + pack("!HHIH", 1, 1, 60, len(address)) + address

    def run(self):
        while True:
            query, client = self.sock.recvfrom(65535)
            response = self.respond(query)
            if response:
                self.sock.sendto(response, client)


if __name__ == "__main__":
    server = DNSServer(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    print("listening on", sys.argv[1], sys.argv[2])
    server.run()
