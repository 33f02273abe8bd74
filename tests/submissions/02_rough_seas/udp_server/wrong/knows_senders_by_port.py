"""Wrong: tells senders apart by their port alone, not by the host.

Loses: tells_senders_apart
Says: from the same port of another address | From another port of the same address it was taken for a new one
"""
import re
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    total = 0
    memory = {}

    def handle(self):
        data, sock = self.request
        host, port = self.client_address
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        answer = b"ERROR"
        if m:
            memory = Handler.memory.setdefault(port, {})
            if m[1] not in memory:
                Handler.total += int(m[2])
                memory[m[1]] = b"%s %d" % (m[1], Handler.total)
            answer = memory[m[1]]
        sock.sendto(answer, (host, port))


with socketserver.UDPServer((sys.argv[1], int(sys.argv[2])), Handler) as server:
    server.serve_forever()
