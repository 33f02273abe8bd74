"""Wrong: closes its socket as soon as its words are sent.

Loses: prints_the_answer
Says: closed the connection before it had read the whole answer
"""
import socket
import sys


def say(host, port, words):
    with socket.create_connection((host, port)) as s:
        s.sendall(words)


say(sys.argv[1], int(sys.argv[2]), b"hello!")
