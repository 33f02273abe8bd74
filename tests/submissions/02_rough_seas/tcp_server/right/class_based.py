"""Right: classes for everything; refuses already what is over 1 MiB, with a reset."""
import socket
import struct
import sys


class FrameError(Exception):
    pass


class FramedSocket:
    HEADER = "!I"
    MOST = 1024 * 1024  # nobody has to send more

    def __init__(self, sock):
        self.sock = sock
        self.rest = b""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        self.sock.close()
        return kind is not None and issubclass(kind, (FrameError, OSError))

    def _take(self, n):
        pieces, have = [self.rest], len(self.rest)
        while have < n:
            data = self.sock.recv(4096)
            if not data:
                raise FrameError("end of stream")
            pieces.append(data)
            have += len(data)
        everything = b"".join(pieces)
        self.rest = everything[n:]
        return everything[:n]

    def receive(self):
        (n,) = struct.unpack(self.HEADER, self._take(4))
        if n > self.MOST:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise FrameError("too long")
        return self._take(n)

    def send(self, body):
        self.sock.sendall(struct.pack(self.HEADER, len(body)) + body)


class ReverseServer:
    def __init__(self, family, address):
        self.sock = socket.socket(family, socket.SOCK_STREAM)
        if family == socket.AF_INET:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind(address)
        self.sock.listen(socket.SOMAXCONN)

    def run(self):
        while True:
            with FramedSocket(self.sock.accept()[0]) as client:
                client.send(b"ready " + socket.gethostname().encode("utf-8"))
                while True:
                    client.send(client.receive()[::-1])


if __name__ == "__main__":
    if len(sys.argv) == 2:
        ReverseServer(socket.AF_UNIX, sys.argv[1]).run()
    elif len(sys.argv) == 1:
        ReverseServer(socket.AF_INET, ("127.0.0.1", 8898)).run()
    else:
        ReverseServer(socket.AF_INET, (sys.argv[1], int(sys.argv[2]))).run()
