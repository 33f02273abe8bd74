"""Wrong: a child process for each datagram, and the total of the child dies with it.

Loses: adds
Says: the one of the request itself
"""
import re
import socketserver
import sys

total = 0
done = {}


class Sum(socketserver.BaseRequestHandler):
    def handle(self):
        global total
        data, sock = self.request
        m = re.fullmatch(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})", data)
        if m is None:
            sock.sendto(b"ERROR", self.client_address)
            return
        if (self.client_address, m[1]) not in done:
            total += int(m[2])
            done[self.client_address, m[1]] = b"%s %d" % (m[1], total)
        sock.sendto(done[self.client_address, m[1]], self.client_address)


if __name__ == "__main__":
    socketserver.ForkingUDPServer((sys.argv[1], int(sys.argv[2])), Sum).serve_forever()
