"""Wrong: reads on until there are 1024 bytes, also when no more will come.

Loses: prints_the_answer, ends_with_status_0
Says: has read the whole answer and still runs
"""
import socket
import sys
import time

WHOLE = 1024

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
data = b""
while len(data) < WHOLE:
    data += s.recv(WHOLE - len(data))
    time.sleep(0.01)
print(data.decode())
s.close()
