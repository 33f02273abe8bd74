"""Wrong: reads the datagram with readline(), which ends at the first line end in the text.

Loses: prints_every_text_decoded, raises_letters
Says: Only its beginning came: 9 of 16 characters
"""
import socketserver
import sys


class Capitals(socketserver.DatagramRequestHandler):
    def handle(self):
        text = self.rfile.readline().decode()
        print(self.client_address, text, flush=True)
        self.wfile.write(text.upper().encode())


with socketserver.UDPServer((sys.argv[1], int(sys.argv[2])), Capitals) as server:
    server.serve_forever()
