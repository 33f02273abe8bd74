"""Right: a generator that is fed with send() parses; the socket loop knows nothing of frames."""
import socket
import sys


def parser():
    """Yields lists of answers, is sent chunks of bytes."""
    buffer, answers = b"", []
    while True:
        while len(buffer) < 4:
            buffer += yield answers
            answers = []
        size = int(buffer[:4].hex(), 16)
        if size > 16 * 1024 * 1024:
            return
        pieces, have = [buffer[4:]], len(buffer) - 4
        while have < size:
            pieces.append((yield answers))
            have += len(pieces[-1])
            answers = []
        everything = b"".join(pieces)
        answers.append(everything[:size][::-1])
        buffer = everything[size:]


def pack(body):
    return bytes.fromhex("%08x" % len(body)) + body


def conversation(conn):
    machine = parser()
    next(machine)
    conn.sendall(pack(("ready " + socket.gethostname()).encode("utf-8")))
    for chunk in iter(lambda: conn.recv(300_000), b""):
        try:
            answers = machine.send(chunk)
        except StopIteration:
            return
        conn.sendall(b"".join(map(pack, answers)))


def serve(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen()
        while True:
            with listener.accept()[0] as conn:
                try:
                    conversation(conn)
                except OSError as oops:
                    print(oops)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        serve(socket.AF_UNIX, sys.argv[1])
    else:
        host, port = sys.argv[1:] or ["127.0.0.1", "8898"]
        serve(socket.AF_INET, (host, int(port)))
