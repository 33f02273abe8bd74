"""Wrong: json.dumps puts quotes around the words.

Loses: sends_hello
Says: The quotes were sent as well
"""
import json
import socket
import sys

s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
s.sendall(json.dumps("hello!").encode() + b"\n")
print(s.recv(1024))
s.close()
