"""Wrong: prints the socket and the method, without calling recv.

Loses: prints_the_answer
Says: A function was printed, and not what it returns
"""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
sock.sendall(b"hello!")
sock.shutdown(socket.SHUT_WR)
answer = sock.recv
print("answer of", sock, "is", answer)
while sock.recv(1024):
    pass
sock.close()
