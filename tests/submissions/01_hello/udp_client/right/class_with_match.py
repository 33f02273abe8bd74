"""Right: a class as context manager, match for the lines, yield for the replies."""
import socket
import sys
from dataclasses import dataclass, field


@dataclass
class UdpClient:
    host: str
    port: int
    sock: socket.socket = field(init=False)

    def __enter__(self):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        return self

    def __exit__(self, *_):
        self.sock.close()

    def replies(self, lines):
        for line in lines:
            match line.split():
                case []:
                    yield "(nothing to send)"
                case [*_words]:
                    yield self.ask(line.strip())

    def ask(self, text):
        self.sock.sendto(text.encode("utf-8"), (self.host, self.port))
        data, (host, port) = self.sock.recvfrom(1024)
        return f"{data.decode('utf-8')} [{host}, {port}]"


match sys.argv:
    case [_, host, port]:
        with UdpClient(host, int(port)) as client:
            for reply in client.replies(sys.stdin):
                print(reply)
    case _:
        sys.exit("usage: udp_client.py HOST PORT")
