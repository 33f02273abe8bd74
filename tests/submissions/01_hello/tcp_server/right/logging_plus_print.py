"""Right: much logging on standard error, and one print of the message; never closes by hand.
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.DEBUG, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("server")


def serve(host, port):
    s = socket.socket()
    s.settimeout(120)
    log.debug("binding %s:%s", host, port)
    s.bind((host, port))
    s.listen(100)
    try:
        conn, addr = s.accept()
    except TimeoutError:
        log.error("nobody came")
        return 1
    log.info("connection from %s", addr)
    data = conn.recv(40960)
    log.info("%d bytes", len(data))
    print("Received from client:", repr(data))
    conn.sendall(b"hi")
    log.info("answered")
    return 0


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], int(sys.argv[2])))
