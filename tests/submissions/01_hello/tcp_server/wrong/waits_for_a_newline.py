"""Wrong: reads with readline and throws away a message that has no newline.

Loses: answers
Says: it reads a line, and this message has no line end
Never says: end of the stream
"""
import socketserver
import sys


class LineHandler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline()
        if not line.endswith(b"\n"):
            print("the client left in the middle of a line")
            return
        print("line:", line.decode().rstrip())
        self.wfile.write(b"hi")


if __name__ == "__main__":
    with socketserver.TCPServer((sys.argv[1], int(sys.argv[2])), LineHandler) as server:
        server.handle_request()
