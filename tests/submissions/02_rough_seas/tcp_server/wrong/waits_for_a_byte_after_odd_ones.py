"""Wrong: after a frame of odd length it wants one more byte, and answers then.

Loses: answers_every_frame, takes_any_bytes, takes_fragments, takes_frames_in_one_segment
Says: When one more frame arrived | Frame 2 of this connection
Never says: one is looked at for each arrival | add each piece
"""

import socket
import struct
import sys

LIMIT = 16 << 20


class Left(Exception):
    pass


def exactly(peer, count):
    parts = []
    while count:
        part = peer.recv(min(count, 65536))
        if not part:
            raise Left
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def read_frame(peer):
    (count,) = struct.unpack("!I", exactly(peer, 4))
    if count > LIMIT:
        raise Left
    return exactly(peer, count)


def write_frame(peer, body):
    peer.sendall(struct.pack("!I", len(body)) + body)


def talk(peer):
    while True:
        body = read_frame(peer)
        if len(body) % 2:
            peer.recv(1, socket.MSG_PEEK)
        write_frame(peer, body[::-1])


def main():
    if len(sys.argv) == 2:
        door = socket.socket(socket.AF_UNIX)
        door.bind(sys.argv[1])
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        door = socket.create_server((host, int(port)))
    door.listen()
    while True:
        peer, _ = door.accept()
        with peer:
            try:
                write_frame(peer, f"ready {socket.gethostname()}".encode())
                talk(peer)
            except (Left, OSError) as end:
                print("gone", repr(end))


if __name__ == "__main__":
    main()
