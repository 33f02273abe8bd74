"""Wrong: it sends hello! as a field of a form.

Loses: sends_hello
Points: 16
Says: b'text=' stands before them.
"""

import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"text=hello!")
answer = s.recv(1024)
print(answer.decode(), flush=True)
s.close()
