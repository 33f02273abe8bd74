"""Wrong: the socket for HOST PORT is of the type SOCK_DGRAM, so there is no connection.

Loses: connects
Says: SOCK_STREAM
"""

import socket
import sys


class Client:
    def __init__(self, args):
        if len(args) == 1:
            self.s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.s.connect(args[0])
        else:
            self.s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            self.s.connect((args[0], int(args[1])))

    def bytes(self, n):
        result = b""
        while len(result) < n:
            piece = self.s.recv(n - len(result))
            if not piece:
                raise EOFError("server closed")
            result += piece
        return result

    def read(self):
        return self.bytes(int.from_bytes(self.bytes(4), "big")).decode()

    def write(self, text):
        data = text.encode()
        self.s.send(len(data).to_bytes(4, "big") + data)


client = Client(sys.argv[1:])
print("Greeting:", client.read())
while True:
    try:
        line = input("? ")
    except EOFError:
        break
    client.write(line)
    print("Reply:", client.read())
