"""Wrong: sends a signal to a process that is not its own.

Loses: listens
Says: This is not allowed here. A program may use its own sockets, processes and files, and
"""
import os
import signal
import socket
import sys

os.kill(1, signal.SIGTERM)
listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
