"""Wrong: the handler stores the data under one name and prints another one.

Loses: answers, prints_the_message
Says: has no attribute 'mesage'
Never says: nothing was sent on the way
"""
import socketserver
import sys


class MyHandler(socketserver.BaseRequestHandler):
    def handle(self):
        self.message = self.request.recv(1024)
        print("Message:", self.mesage)
        self.request.sendall(b"hi")


def main():
    address = sys.argv[1], int(sys.argv[2])
    socketserver.TCPServer.allow_reuse_address = True
    server = socketserver.TCPServer(address, MyHandler)
    server.handle_request()
    server.server_close()


main()
