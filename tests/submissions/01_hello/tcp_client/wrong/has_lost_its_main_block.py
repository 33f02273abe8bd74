"""Wrong: nothing calls talk() any more.

Loses: connects
Says: ran to its end and did nothing | no line outside of them calls one
"""
import socket


def talk(host, port):
    with socket.create_connection((host, port)) as s:
        s.sendall(b"hello!")
        print(s.recv(1024))
