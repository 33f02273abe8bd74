"""Right: takes two and a half seconds before it speaks, before it prints and before it ends.

Judged by: prints_the_answer, ends_with_status_0
"""
import socket
import sys
import time

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
time.sleep(2.5)
s.sendall(b"hello!")
answer = s.recv(1024)
time.sleep(2.5)
print(answer.decode(), flush=True)
s.close()
time.sleep(2.5)
