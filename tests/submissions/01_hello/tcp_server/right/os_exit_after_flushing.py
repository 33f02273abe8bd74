"""Right: leaves with os._exit(0), after a flush and without closing the listener.
"""
import os
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
phone = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone.bind((host, port))
phone.listen(5)

line, caller = phone.accept()
words = line.recv(1024)
print("caller", caller)
print("words ", words)
line.send(b"hi")
line.close()

sys.stdout.flush()
os._exit(0)
