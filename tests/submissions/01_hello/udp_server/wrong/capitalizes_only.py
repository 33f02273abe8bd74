"""Wrong: raises only the first letter.

Loses: raises_letters
Says: Only the first letter is a capital
Never says: upper() returns
"""
import socketserver
import sys


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        text = data.decode()
        print(self.client_address, text)
        sock.sendto(text.capitalize().encode(), self.client_address)


with socketserver.UDPServer((sys.argv[1], int(sys.argv[2])), Handler) as server:
    server.serve_forever()
