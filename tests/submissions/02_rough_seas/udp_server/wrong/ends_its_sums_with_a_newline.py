"""Wrong: there is a newline after the total.

Loses: adds
Says: newline
"""
import re
import socketserver
import sys

FORM = re.compile(rb"([!-~]{1,32}) ADD (-?[0-9]{1,18})")


class Handler(socketserver.DatagramRequestHandler):
    total = 0
    answers = {}

    def handle(self):
        m = FORM.fullmatch(self.rfile.read())
        if not m:
            self.wfile.write(b"ERROR")
            return
        key = self.client_address, m[1]
        if key not in Handler.answers:
            Handler.total += int(m[2])
            Handler.answers[key] = "%s %d\n" % (m[1].decode(), Handler.total)
        self.wfile.write(Handler.answers[key].encode())


if __name__ == "__main__":
    socketserver.UDPServer((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
