"""Wrong: neither HOST nor PORT is looked at.

Loses: binds
Says: is bound to 0.0.0.0:9999
"""
import socketserver


class Upper(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        print(self.client_address, data.decode())
        sock.sendto(data.upper(), self.client_address)


with socketserver.UDPServer(("", 9999), Upper) as server:
    server.serve_forever()
