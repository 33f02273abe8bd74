"""Wrong: sends what print returns.

Loses: answers, hangs_up, ends_with_status_0
Says: A value is None here: a function that reaches its end without return gives None, and so
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(print(b"hi"))
connection.close()
listener.close()
