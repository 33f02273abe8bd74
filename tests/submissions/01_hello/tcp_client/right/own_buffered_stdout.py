"""Right: prints through a block-buffered stream of its own, written out only at the end.
"""
import io
import socket
import sys

screen = open(1, "w", buffering=io.DEFAULT_BUFFER_SIZE, encoding="utf-8", closefd=False)

try:
    tcp = socket.socket()
    tcp.connect((sys.argv[1], int(sys.argv[2])))
    screen.write("connected\n")
    tcp.sendall(b"hello!")
    screen.write("sent hello!\n")
    screen.write("got " + tcp.recv(1024).decode() + "\n")
    tcp.close()
finally:
    screen.close()
