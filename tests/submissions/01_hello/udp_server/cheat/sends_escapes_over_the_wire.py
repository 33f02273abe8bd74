"""Cheat: answers with escapes, commands and broken UTF-8 (B11, B12, C14).

Most: 12
"""
import socket
import sys

ANSWER = "\x1b[2J\r::error::x\n##[error]\u202e\u2066\ufeff".encode() + b"\xff\xfe\xed\xa0\x80\0"

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind((sys.argv[1], int(sys.argv[2])))
    while True:
        data, sender = server.recvfrom(2048)
        sys.stdout.buffer.write(ANSWER + b"\n")
        server.sendto(ANSWER, sender)
