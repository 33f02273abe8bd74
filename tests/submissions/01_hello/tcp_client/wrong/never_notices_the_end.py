"""Wrong: goes on reading after the end of the stream, for ever.

Loses: ends_with_status_0
Says: has read the whole answer and still runs | recv() returns b''
"""
import socket
import sys
import time

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(b"hello!")
while True:
    data = s.recv(1024)
    if data:
        print("news:", data.decode(), flush=True)
    else:
        time.sleep(0.1)
