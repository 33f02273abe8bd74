"""Wrong: sends on a socket that was never connected.

Loses: connects
Says: never connected
Never says: accept()
"""
import socket
import sys


class Client:
    def __init__(self, host, port):
        self.host = host
        self.port = port
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    def ask(self, words):
        self.sock.sendall(words)
        return self.sock.recv(1024)


if __name__ == "__main__":
    client = Client(sys.argv[1], int(sys.argv[2]))
    print(client.ask(b"hello!"))
