"""Wrong: writes the answer to a file that is closed already.

Loses: prints_the_answer, ends_with_status_0
Says: A file had been closed before it was used once more
"""
import socket
import sys

connection = socket.socket()
connection.connect((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"hello!")
with open("answer.txt", "w") as file:
    pass
print(connection.recv(1024), file=file)
connection.close()
