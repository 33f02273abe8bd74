"""Right: ThreadingTCPServer with serve_forever, stopped from a helper thread after the first client.
"""
import socketserver
import sys
import threading


class OneGuestServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        # read1 gives what is there, it does not wait for a newline
        text = self.rfile.read1(1024).decode("ascii")
        print(f"[{threading.current_thread().name}] {text}")
        self.wfile.write(b"hi")

    def finish(self):
        super().finish()
        # shutdown() must not be called in the serve_forever thread
        threading.Thread(target=self.server.shutdown).start()


if __name__ == "__main__":
    address = (sys.argv[1], int(sys.argv[2]))
    srv = OneGuestServer(address, Handler)
    try:
        srv.serve_forever(poll_interval=0.1)
    finally:
        srv.server_close()
