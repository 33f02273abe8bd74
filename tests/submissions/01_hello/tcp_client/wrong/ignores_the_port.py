"""Wrong: the port is written into the program, one above the one that was asked for.

Loses: connects
Says: Your program connected to | but it was started with 127.
"""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=lambda text: int(text) + 1)
args = parser.parse_args()

s = socket.create_connection((args.host, args.port), timeout=5)
s.sendall(b"hello!")
print("answer", s.recv(1024))
s.close()
