"""Right: sends its six bytes one by one, with a third of a second between them."""

import socket
import sys
import time

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as sock:
    for letter in "hello!":
        sock.sendall(letter.encode())
        time.sleep(0.3)
    print(sock.recv(1024).decode())
