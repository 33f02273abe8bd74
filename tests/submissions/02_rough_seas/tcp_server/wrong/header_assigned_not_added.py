"""Wrong: in the header's loop the new bytes replace the old ones (= instead of +=).

Loses: takes_fragments
Says: add each piece to those before it
"""
import socket
import sys
import threading


def get_header(sock):
    header = b""
    while len(header) < 4:
        header = sock.recv(4 - len(header))
        if not header:
            raise EOFError
    return header


def get_body(sock, size):
    body = bytearray()
    while len(body) < size:
        piece = sock.recv(size - len(body))
        if not piece:
            raise EOFError
        body.extend(piece)
    return bytes(body)


def run(sock):
    hello = b"ready " + socket.gethostname().encode("utf-8")
    try:
        sock.sendall(len(hello).to_bytes(4, "big") + hello)
        while True:
            header = get_header(sock)
            size = int.from_bytes(header, "big")
            if size > 0x1000000:
                break
            sock.sendall(header + get_body(sock, size)[::-1])
    except (EOFError, OSError):
        pass
    finally:
        sock.close()


args = sys.argv[1:] or ["127.0.0.1", "8898"]
if len(args) == 1:
    door = socket.socket(socket.AF_UNIX)
    door.bind(args[0])
    door.listen()
else:
    door = socket.create_server((args[0], int(args[1])))
while True:
    sock, _ = door.accept()
    t = threading.Thread(target=run, args=(sock,))
    t.daemon = True
    t.start()
