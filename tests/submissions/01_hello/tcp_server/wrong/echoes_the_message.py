"""Wrong: sends the message back instead of `hi`.

Loses: answers_hi
Says: came back unchanged
"""
import socket
import sys


class EchoServer:
    def __init__(self, host, port):
        self.sock = socket.socket()
        self.sock.bind((host, port))
        self.sock.listen(1)

    def run(self):
        conn, addr = self.sock.accept()
        text = conn.recv(1024)
        print(addr, ":", text)
        conn.sendall(text)
        conn.close()
        self.sock.close()


EchoServer(sys.argv[1], int(sys.argv[2])).run()
