"""Right: its frames are in a package beside it, and its greeting is read from a file there."""

import pathlib
import socket
import sys

from lines import frame, unframe

GREETING = pathlib.Path(__file__).with_name("greeting.txt").read_text().split(",")[0]


def main(words):
    if len(words) == 1:
        door = socket.socket(socket.AF_UNIX)
        door.bind(words[0])
        door.listen()
    else:
        door = socket.create_server((words[0], int(words[1])))
    while True:
        guest, _ = door.accept()
        with guest:
            try:
                guest.sendall(frame(f"{GREETING} {socket.gethostname()}".encode()))
                while True:
                    guest.sendall(frame(unframe(guest.recv, 16 << 20)[::-1]))
            except (EOFError, ValueError, OSError) as reason:
                print("next, please:", reason, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
