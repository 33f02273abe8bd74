"""Wrong: listens to the server and says nothing at all.

Loses: sends_hello
Says: sent nothing | It waits in recv()
Never says: waits for the server to speak first
"""
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("the server says", s.recv(1024))
s.close()
