"""Wrong: calls its method on the class.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: () was called on the class: it belongs to an object that the class makes
"""
import socket
import sys


class Client:
    def __init__(self, host, port):
        self.connection = socket.create_connection((host, port))

    def talk(self):
        self.connection.sendall(b"hello!")
        print(self.connection.recv(1024))
        self.connection.close()


client = Client(sys.argv[1], int(sys.argv[2]))
Client.talk()
