"""Right: prints through the logging module, to standard output."""
import logging
import socket
import sys

logging.basicConfig(
    stream=sys.stdout,
    level=logging.DEBUG,
    format="%(asctime)s %(levelname)-7s %(message)s",
)
log = logging.getLogger("upper")


def serve(host="127.0.0.1", port=8080):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        log.info("listening for letters on %s:%d", host, port)
        while True:
            payload, (client_host, client_port) = sock.recvfrom(4096)
            text = payload.decode("utf-8")
            log.info("%s:%s %s", client_host, client_port, text)
            answer = text.upper()
            sock.sendto(answer.encode("utf-8"), (client_host, client_port))
            log.debug("answered")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        serve(sys.argv[1], int(sys.argv[2]))
    else:
        serve()
