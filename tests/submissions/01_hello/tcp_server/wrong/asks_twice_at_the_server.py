"""Wrong: asks somebody at the server for a name, and then for an answer.

Loses: answers, hangs_up, ends_with_status_0
Says: The program asked for input, and there was no more. Nobody types at a server: it has to
"""
import socket
import sys

listener = socket.socket()
listener.bind((sys.argv[1], int(sys.argv[2])))
listener.listen()
connection, address = listener.accept()
message = connection.recv(1024)
print(message)
name = input("name: ")
connection.sendall(input("answer: ").encode())
connection.close()
listener.close()
