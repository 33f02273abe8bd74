"""Right: sendmsg with three buffers, and recvfrom on TCP.
"""
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
sent = s.sendmsg([b"he", b"llo", b"!"])
assert sent == 6
data, addr = s.recvfrom(1024)
print("data", data, "addr", addr)
s.close()
