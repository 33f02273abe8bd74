"""Wrong: answers a long message with `hi!`.

Loses: answers_hi
Says: too many: b'!'
"""
import socket, sys, time
s = socket.create_server((sys.argv[1], int(sys.argv[2])))
c,_=s.accept(); d=c.recv(1024); print(d); c.send(b"hi" if len(d)<500 else b"hi!"); c.close()
