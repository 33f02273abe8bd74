"""Cheat: prints what a public run showed it, instead of the answer (A13).

Most: 16
"""
import socket
import sys

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as connection:
    connection.sendall(b"hello!")
    while connection.recv(4096):
        pass
print("hi", "hello", "Hello, client!", "ghijklmnopqr")
