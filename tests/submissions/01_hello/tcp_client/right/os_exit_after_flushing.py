"""Right: leaves by os._exit(0) after flushing, the socket is never closed by hand.
"""
import os
import signal
import socket
import sys

signal.signal(signal.SIGINT, lambda *_: os._exit(130))

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.send(b"hello!")
sys.stdout.write(repr(s.recv(65536)))
sys.stdout.flush()
os._exit(0)
