"""Right: socketserver.UDPServer with a handler class."""
import socketserver
import sys


class Shouter(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        text = data.decode("utf-8")
        host, port = self.client_address
        print(f"{host} on port {port} wrote:")
        print(text)
        sock.sendto(text.upper().encode("utf-8"), self.client_address)


if __name__ == "__main__":
    HOST, PORT = sys.argv[1], int(sys.argv[2])
    with socketserver.UDPServer((HOST, PORT), Shouter) as server:
        server.serve_forever()
