"""Wrong: sends each line twice, and takes an answer each time.

Loses: sends_every_line
Says: a second time
"""
import socket
import sys


class Talker:
    def __init__(self, host, port):
        self.box = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.server = host, port

    def ask(self, text):
        self.box.sendto(text.encode("utf-8"), self.server)
        return self.box.recv(4096).decode("utf-8")


talker = Talker(sys.argv[1], int(sys.argv[2]))
for text in map(str.strip, sys.stdin):
    print(talker.ask(text))
    talker.ask(text)
