"""Wrong: opens sockets in a loop and closes none.

Loses: listens
Says: Too many files and sockets are open at once: close each socket after use
"""
import socket
import sys

spare = [socket.socket() for number in range(3000)]
listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
connection.sendall(b"hi")
connection.close()
listener.close()
