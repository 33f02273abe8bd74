"""Wrong: its queue of answers has room for 256; the oldest ones fall out of it without a word.

Loses: waits_for_a_late_reader
Says: no byte may be lost
"""

import collections
import selectors
import socket
import sys

LIMIT = 16 * 1024 * 1024
loop = selectors.DefaultSelector()


class Client:
    def __init__(self, sock):
        self.sock = sock
        self.inbox = bytearray()
        self.outbox = collections.deque(maxlen=256)
        self.ended = False
        self.gone = False


def make_answer(body):
    return memoryview(len(body).to_bytes(4, "big") + bytes(body[::-1]))


def drop(client):
    if not client.gone:
        client.gone = True
        loop.unregister(client.sock)
        client.sock.close()


def flush(client):
    """Send what the system takes now."""
    try:
        while client.outbox:
            sent = client.sock.send(client.outbox[0])
            rest = client.outbox[0][sent:]
            if rest:
                client.outbox[0] = rest
            else:
                client.outbox.popleft()
    except BlockingIOError:
        pass
    except OSError as error:
        print("cannot send:", error, file=sys.stderr)
        drop(client)


def digest(client):
    """Answer all frames that are complete."""
    inbox = client.inbox
    while not client.gone and len(inbox) >= 4:
        length = int.from_bytes(inbox[:4], "big")
        if length > LIMIT:
            drop(client)
            return
        if len(inbox) < 4 + length:
            return
        body = inbox[4:4 + length]
        del inbox[:4 + length]
        client.outbox.append(make_answer(body))
        flush(client)


def on_client(client, mask):
    if mask & selectors.EVENT_READ:
        try:
            data = client.sock.recv(131072)
        except BlockingIOError:
            data = None
        except OSError as error:
            print("cannot receive:", error, file=sys.stderr)
            drop(client)
            return
        if data == b"":
            client.ended = True
        elif data:
            client.inbox += data
            digest(client)
    if not client.gone:
        flush(client)
    if client.gone:
        return
    wanted = 0
    if not client.ended:
        wanted |= selectors.EVENT_READ
    if client.outbox:
        wanted |= selectors.EVENT_WRITE
    if wanted:
        loop.modify(client.sock, wanted, client)
    else:
        drop(client)


def on_door(door):
    try:
        sock, _ = door.accept()
    except OSError:
        return
    sock.setblocking(False)
    client = Client(sock)
    text = f"ready {socket.gethostname()}".encode()
    client.outbox.append(memoryview(len(text).to_bytes(4, "big") + text))
    loop.register(sock, selectors.EVENT_READ | selectors.EVENT_WRITE, client)


def main(address):
    match address:
        case [path]:
            door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            door.bind(path)
        case [host, port]:
            door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
            door.bind((host, int(port)))
        case _:
            sys.exit("HOST PORT or PATH, please")
    door.setblocking(False)
    door.listen()
    loop.register(door, selectors.EVENT_READ, None)
    while True:
        for key, mask in loop.select():
            if key.data is None:
                on_door(door)
            elif not key.data.gone:
                on_client(key.data, mask)


if __name__ == "__main__":
    main(sys.argv[1:] or ["127.0.0.1", "8898"])
