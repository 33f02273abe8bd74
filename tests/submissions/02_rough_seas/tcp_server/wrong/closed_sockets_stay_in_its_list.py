"""Wrong: closes the connection of a client that has gone, and leaves it in the list for select().

Loses: serves_the_next_client
Says: A socket that has been closed is still among those that select() watches.
"""
import select
import socket
import struct
import sys

LARGEST = 16 * 1024 * 1024


def frame(data):
    return struct.pack("!I", len(data)) + data


def listen(address):
    if len(address) == 2:
        return socket.create_server((address[0], int(address[1])))
    door = socket.socket(socket.AF_UNIX)
    door.bind(address[0])
    door.listen()
    return door


def answers(data):
    """Give the answers to the frames that are whole, and the rest; None for a length that is too high."""
    out = b""
    while len(data) >= 4:
        (length,) = struct.unpack("!I", data[:4])
        if length > LARGEST:
            return out, None
        if len(data) < 4 + length:
            break
        out += frame(data[4:4 + length][::-1])
        data = data[4 + length:]
    return out, data


def serve(door):
    clients = {}
    watched = [door]
    while True:
        for sock in select.select(watched, [], [])[0]:
            if sock is door:
                client, _ = door.accept()
                client.sendall(frame(b"ready " + socket.gethostname().encode()))
                clients[client] = bytearray()
                watched.append(client)
                continue
            try:
                data = sock.recv(65536)
                clients[sock] += data
                out, rest = answers(bytes(clients[sock]))
                sock.sendall(out)
            except OSError:
                data, rest = b"", None
            if not data or rest is None:
                del clients[sock]
                sock.close()
            else:
                clients[sock] = bytearray(rest)


serve(listen(sys.argv[1:] or ["127.0.0.1", "8898"]))
