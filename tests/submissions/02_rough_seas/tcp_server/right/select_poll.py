"""Right: select.poll over non-blocking sockets, everything kept in dicts by file number."""
import select
import socket
import struct
import sys

if len(sys.argv) == 2:
    door = socket.socket(socket.AF_UNIX)
    door.bind(sys.argv[1])
else:
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.bind((sys.argv[1], int(sys.argv[2])) if len(sys.argv) == 3 else ("127.0.0.1", 8898))
door.listen()

poller = select.poll()
poller.register(door, select.POLLIN)
socks, incoming, outgoing, finished = {}, {}, {}, set()


def put(fd, body):
    outgoing[fd] += struct.pack(">I", len(body)) + body


def drop(fd):
    poller.unregister(fd)
    socks.pop(fd).close()
    del incoming[fd], outgoing[fd]
    finished.discard(fd)


def take_frames(fd):
    data = incoming[fd]
    while len(data) >= 4:
        size = struct.unpack_from(">I", data)[0]
        if size > 2**24:
            raise ConnectionError("absurd length")
        if len(data) < 4 + size:
            break
        put(fd, data[4:4 + size][::-1])
        del data[:4 + size]


def step(fd, event):
    if event & (select.POLLIN | select.POLLHUP) and fd not in finished:
        chunk = socks[fd].recv(1 << 16)
        if not chunk:
            finished.add(fd)
        incoming[fd] += chunk
        take_frames(fd)
    if outgoing[fd]:
        try:
            n = socks[fd].send(outgoing[fd][:1 << 18])
            del outgoing[fd][:n]
        except BlockingIOError:
            pass
    if fd in finished and not outgoing[fd]:
        drop(fd)
    else:
        reading = 0 if fd in finished else select.POLLIN
        poller.modify(fd, reading | (select.POLLOUT if outgoing[fd] else 0))


while True:
    for fd, event in poller.poll():
        if fd == door.fileno():
            sock, _ = door.accept()
            sock.setblocking(0)
            socks[sock.fileno()] = sock
            incoming[sock.fileno()], outgoing[sock.fileno()] = bytearray(), bytearray()
            put(sock.fileno(), b"ready " + socket.gethostname().encode())
            poller.register(sock, select.POLLIN | select.POLLOUT)
        else:
            try:
                step(fd, event)
            except OSError:
                drop(fd)
