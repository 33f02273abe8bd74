"""Right: socketserver.ThreadingUDPServer, so every datagram gets a thread of its own."""
import sys
from socketserver import DatagramRequestHandler, ThreadingUDPServer


class UpperHandler(DatagramRequestHandler):
    # DatagramRequestHandler wraps the packet in rfile and wfile
    def handle(self):
        packet = self.rfile.read()
        print("got", packet.decode(), "from", self.client_address)
        self.wfile.write(packet.decode().upper().encode())


class Server(ThreadingUDPServer):
    daemon_threads = True
    allow_reuse_address = True


def main(argv):
    address = (argv[1], int(argv[2]))
    srv = Server(address, UpperHandler)
    try:
        srv.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        pass
    finally:
        srv.server_close()


main(sys.argv)
