"""Wrong: listens on all interfaces, which is fine, and at a port of its own, which is not.

Loses: listens
Says: command line
"""
import socketserver


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("received", self.request.recv(1024))
        self.request.sendall(b"hi")


socketserver.TCPServer.allow_reuse_address = True
with socketserver.TCPServer(("", 9999), Handler) as server:
    server.handle_request()
