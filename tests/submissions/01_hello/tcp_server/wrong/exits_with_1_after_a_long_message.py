"""Wrong: its exit status is 1 after a long message.

Loses: ends_with_status_0
Says: No traceback stands on standard error | status 1
"""
import socket, sys, os
s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c,_=s.accept(); d=c.recv(1024); print(d, flush=True); c.send(b"hi"); c.close(); sys.exit(len(d)>100)
