"""Right: a non-blocking socket with a selectors callback that drains it."""
import selectors
import socket
import sys

sel = selectors.DefaultSelector()


def on_readable(sock):
    while True:
        try:
            chunk, peer = sock.recvfrom(2048)
        except BlockingIOError:
            return
        text = str(chunk, "utf-8")
        print("{0[0]}:{0[1]} -> {1}".format(peer, text))
        sock.sendto(bytes(text.upper(), "utf-8"), peer)


def serve(host, port):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    sock.setblocking(False)
    sel.register(sock, selectors.EVENT_READ, data=on_readable)
    while True:
        for key, _mask in sel.select():
            callback = key.data
            callback(key.fileobj)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
