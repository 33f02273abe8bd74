"""Right: a socketserver handler, and handle_request is called only once.
"""
import socketserver
import sys


class Greeter(socketserver.BaseRequestHandler):
    def handle(self):
        word = self.request.recv(1024).strip()
        print("visitor", self.client_address, "says", word)
        self.request.sendall(b"hi")


def serve(host, port):
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.TCPServer((host, port), Greeter) as door:
        door.handle_request()       # one guest, then home


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
