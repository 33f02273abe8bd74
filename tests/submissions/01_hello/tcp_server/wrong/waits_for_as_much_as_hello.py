"""Wrong: receives until six bytes are there, as in hello!, so that a shorter message has no answer.

Loses: answers
Says: It answered once hello! had come
Never says: waits for the client
"""
import socket
import sys

door = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = door.accept()
message = b""
while len(message) < len(b"hello!"):
    piece = connection.recv(1024)
    if not piece:
        break
    message += piece
print(message)
connection.sendall(b"hi")
connection.close()
door.close()
