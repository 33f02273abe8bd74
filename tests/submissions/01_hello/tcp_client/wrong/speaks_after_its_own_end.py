"""Wrong: says that it will send nothing more, and then sends something more.

Loses: ends_with_status_0
Says: Nothing more could be sent here: shutdown() had ended the sending
Never says: The server had closed
"""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(b"hello!")
sock.shutdown(socket.SHUT_WR)
answer = b""
while piece := sock.recv(1024):
    answer += piece
print(answer.decode(), flush=True)
sock.sendall(b"thank you")
