"""Wrong: shuts its connection down once more after both sides have ended it.

Loses: ends_with_status_0
Says: This socket is not connected, or not any more: a client connects before it sends or receives, and the other side may go.
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
connection.shutdown(socket.SHUT_WR)
answer = b""
while piece := connection.recv(1024):
    answer += piece
print(answer.decode())
connection.shutdown(socket.SHUT_RDWR)
connection.close()
