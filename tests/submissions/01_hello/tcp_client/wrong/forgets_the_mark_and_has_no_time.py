"""Wrong: sends five of the six bytes, and gives the server a hundredth of a second.

Loses: sends_hello, prints_the_answer, ends_with_status_0
Says: b'!' is missing. The program's own time limit ran out while it waited in recv()
"""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(b"hello")
sock.settimeout(0.01)
print(sock.recv(1024))
