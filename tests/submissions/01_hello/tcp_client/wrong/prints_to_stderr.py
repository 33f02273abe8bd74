"""Wrong: prints the answer on standard error.

Loses: prints_the_answer
Says: It stands on standard error
Never says: Nothing was printed
"""
import selectors
import socket
import sys

s = socket.socket()
s.connect((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
sel = selectors.DefaultSelector()
sel.register(s, selectors.EVENT_READ)
sel.select()
print("answer:", s.recv(1024), file=sys.stderr)
sel.close()
s.close()
