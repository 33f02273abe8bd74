"""Wrong: its exit status is 1 after a long answer.

Loses: ends_with_status_0
Says: No traceback stands on standard error | status 1
"""
import socket, sys, time
s=socket.create_connection((sys.argv[1], int(sys.argv[2]))); s.send(b"hello!"); d=s.recv(1024); print(d); sys.exit(1 if len(d)>50 else 0)
