"""Wrong: takes the line end off before it answers.

Loses: raises_letters
Says: line end at its ends is missing
"""
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        line = data.decode().rstrip("\n")
        print(line, "from", *self.client_address)
        sock.sendto(line.upper().encode(), self.client_address)


socketserver.UDPServer((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
