"""Right: a class that is its own context manager and sorts the datagrams with match."""
import socket
import sys


class UpperServer:
    def __init__(self, host, port):
        self.address = (host, port)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def __enter__(self):
        self.sock.bind(self.address)
        return self

    def __exit__(self, *exc_info):
        self.sock.close()

    def letters(self):
        while True:
            yield self.sock.recvfrom(1024)

    def answer(self, letter):
        match letter:
            case (b"", _):
                print("(an empty letter, not worth an answer)")
            case (bytes(data), (host, port)):
                text = data.decode("utf-8")
                print(f"{host=} {port=} {text=}")
                self.sock.sendto(text.upper().encode("utf-8"), (host, port))


if __name__ == "__main__":
    with UpperServer(sys.argv[1], int(sys.argv[2])) as server:
        for letter in server.letters():
            server.answer(letter)
