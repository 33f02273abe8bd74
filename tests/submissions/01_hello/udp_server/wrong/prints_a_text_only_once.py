"""Wrong: prints a text only if it is the first time that it came.

Loses: prints_every_text_decoded
Says: even if the same text came before
"""
import socket
import sys

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((sys.argv[1], int(sys.argv[2])))
seen = set()
while True:
    data, sender = sock.recvfrom(2000)
    text = data.decode()
    print(f"{sender[0]} port {sender[1]} sent something", flush=True)
    if text not in seen:
        print(text, flush=True)
    seen.add(text)
    sock.sendto(text.upper().encode(), sender)
