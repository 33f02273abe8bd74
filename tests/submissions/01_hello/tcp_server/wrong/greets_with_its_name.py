"""Wrong: greets with its name, and its answer has a line end.

Loses: waits_for_the_client, answers_hi
Says: spoke before the client had said anything | a line end that nobody asked for
"""
import socket
import socketserver
import sys


class Guest(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.sendall(socket.gethostname().encode() + b" is here\r\n")
        print("guest:", self.request.recv(1024))
        self.request.sendall(b"hi\r\n")


with socketserver.TCPServer((sys.argv[1], int(sys.argv[2])), Guest) as server:
    server.handle_request()
