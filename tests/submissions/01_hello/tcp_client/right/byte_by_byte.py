"""Right: sends every letter with a call of its own and short pauses between.
"""
import socket
import sys
import time

client = socket.socket()
client.connect((sys.argv[1], int(sys.argv[2])))
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

for letter in "hello!":
    client.send(letter.encode())
    time.sleep(0.05)

print("From the server:", client.recv(1024).decode())
client.close()
