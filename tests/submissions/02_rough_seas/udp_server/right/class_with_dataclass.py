"""Right: classes, a frozen dataclass as the key, an exception of its own."""
import socket
import sys
from dataclasses import dataclass


class BadRequest(Exception):
    pass


@dataclass(frozen=True)
class Request:
    host: str
    port: int
    name: str

    @classmethod
    def read(cls, data, addr):
        if any(byte > 126 or byte < 32 for byte in data):
            raise BadRequest("bytes that are not printable")
        text = data.decode()
        if text.count(" ") != 2:
            raise BadRequest("need two blanks")
        name, verb, number = text.split()  if len(text.split()) == 3 else ("", "", "")
        if verb != "ADD" or len(name) > 32 or "" in text.split(" "):
            raise BadRequest("form")
        sign, digits = (-1, number[1:]) if number[0] == "-" else (1, number)
        if not digits.isdecimal() or len(digits) > 18:
            raise BadRequest("number")
        return cls(addr[0], addr[1], name), sign * int(digits)


class Bank:
    def __init__(self):
        self.total = 0
        self.history = {}

    def add(self, request, number):
        if request not in self.history:
            self.total += number
            self.history[request] = self.total
        return self.history[request]


class Server:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.bind((host, port))
        self.bank = Bank()

    def one(self):
        data, addr = self.sock.recvfrom(1500)
        try:
            request, number = Request.read(data, addr)
        except BadRequest as e:
            print("bad request from", addr, "because", e)
            answer = "ERROR"
        else:
            answer = f"{request.name} {self.bank.add(request, number)}"
        self.sock.sendto(answer.encode(), addr)


if __name__ == "__main__":
    server = Server(*(sys.argv[1], int(sys.argv[2])) if sys.argv[2:] else ("127.0.0.1", 8080))
    while True:
        server.one()
