"""Right: a dataclass with settimeout(10), errors gathered in one place, replies labelled."""

import pathlib
import socket
import sys
from dataclasses import dataclass, field


class Hangup(Exception):
    """The server ended the connection too early."""


@dataclass
class Client:
    address: list
    sock: socket.socket = field(init=False)

    def __enter__(self):
        match self.address:
            case [path]:
                self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self.sock.settimeout(10)
                self.sock.connect(str(pathlib.Path(path)))
            case [host, port]:
                self.sock = socket.create_connection((host, int(port)), 10)
            case _:
                raise ValueError("usage: tcp_client.py HOST PORT | PATH")
        return self

    def __exit__(self, *exc_info):
        self.sock.close()

    def exactly(self, n):
        data = b""
        while (missing := n - len(data)) > 0:
            data += self.sock.recv(missing) or self.hangup(missing)
        return data

    def hangup(self, missing):
        raise Hangup(f"{missing} bytes never came")

    def receive(self):
        return self.exactly(int.from_bytes(self.exactly(4), "big")).decode()

    def ask(self, question):
        data = question.encode()
        self.sock.sendall(len(data).to_bytes(4, "big") + data)
        return self.receive()


try:
    with Client(sys.argv[1:] or ["127.0.0.1", "8898"]) as client:
        print("<<<", client.receive(), ">>>")
        while line := sys.stdin.readline():
            print("Answer:", client.ask(line.rstrip("\n")))
except (Hangup, OSError) as problem:
    print(type(problem).__name__, problem, file=sys.stderr)
    sys.exit(74)
