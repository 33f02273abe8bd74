"""Wrong: answers `hi` only to what begins with a letter.

Loses: answers_hi
Says: whatever the client says
"""
import socket
import sys

door = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, peer = door.accept()
text = conn.recv(1024).decode()
print(text)
if text[0].isalpha():
    conn.sendall(b"hi")
else:
    conn.sendall(b"what?")
conn.close()
