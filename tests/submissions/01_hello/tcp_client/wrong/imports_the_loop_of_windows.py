"""Wrong: imports a module of asyncio that is there on Windows only.

Loses: connects
Says: This module is there on Windows only, and the grader runs on another system
"""
import socket
import sys
from asyncio import windows_events

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
print(connection.recv(1024))
connection.close()
