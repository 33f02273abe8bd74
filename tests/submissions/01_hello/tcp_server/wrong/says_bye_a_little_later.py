"""Wrong: says `bye` nearly half a second after the `hi`.

Loses: answers_hi
Says: and then more: 3 bytes, b'bye'
"""
import socket
import sys
import time

HOST, PORT = sys.argv[1], int(sys.argv[2])

listener = socket.create_server((HOST, PORT))
conn, addr = listener.accept()
words = conn.recv(1024)
print(words)
conn.sendall(b"hi")
time.sleep(0.4)
conn.sendall(b"bye")
conn.close()
listener.close()
