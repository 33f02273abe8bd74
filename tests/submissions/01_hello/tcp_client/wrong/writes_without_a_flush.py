"""Wrong: writes its words to a file of makefile(), and reads before they have left.

Loses: sends_hello
Says: sends its bytes when it is
Never says: waits for the server to speak first
"""
import socket
import sys

sock = socket.create_connection((sys.argv[1], int(sys.argv[2])))
file = sock.makefile("rw", newline="")
file.write("hello!")
print(sock.recv(1024))
