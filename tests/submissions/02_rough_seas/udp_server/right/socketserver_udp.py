"""Right: socketserver.UDPServer with the memory kept on the server object."""
import re
import socketserver
import sys


class Adder(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        server = self.server
        found = re.match(rb"\A([\x21-\x7e]{1,32}) ADD (-?\d{1,18})\Z", data)
        if not found:
            sock.sendto(b"ERROR", self.client_address)
            return
        name, number = found.groups()
        key = (self.client_address, name)
        if key not in server.answers:
            server.total += int(number)
            server.answers[key] = name + b" " + str(server.total).encode()
        sock.sendto(server.answers[key], self.client_address)


def serve(host, port):
    server = socketserver.UDPServer((host, port), Adder)
    server.total = 0
    server.answers = {}
    server.serve_forever()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        serve(sys.argv[1], int(sys.argv[2]))
    else:
        serve("127.0.0.1", 8080)
