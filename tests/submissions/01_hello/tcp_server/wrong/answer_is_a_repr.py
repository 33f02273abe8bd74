"""Wrong: wraps the answer in str(), so that b'hi' goes out with quotes.

Loses: answers_hi
Says: The quotes and the b were sent as well
"""
import socket
import sys

reply = b"hi"

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as srv:
    c, who = srv.accept()
    with c:
        got = c.recv(1024)
        print(who, got)
        c.sendall(str(reply).encode())
