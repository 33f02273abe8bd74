"""Wrong: takes the number in read(1024) for how many bytes will come, and waits for them.

Loses: answers
Says: once the client had closed its side
Never says: reads a line | a second recv()
"""
import socket
import sys

server = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, peer = server.accept()
with conn, conn.makefile("rb") as file:
    text = file.read(1024)
    print(peer, "says", text.decode())
    conn.sendall(b"hi")
server.close()
