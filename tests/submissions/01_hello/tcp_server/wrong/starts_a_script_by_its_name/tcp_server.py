"""Wrong: starts a script of its own by its name, which may not be executed.

Loses: listens
Says: The program was not allowed to start ./answer.py.
"""
import socket
import subprocess
import sys

word = subprocess.run(["./answer.py"], capture_output=True).stdout.strip()
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
connection, address = listener.accept()
print(connection.recv(1024))
connection.sendall(word)
connection.close()
listener.close()
