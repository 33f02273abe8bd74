"""Wrong: closes the connection inside the loop and then tries to read once more.

Loses: ends_with_status_0
Says: had been closed before it was used
"""
import socket
import sys

server = socket.socket()
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen()
conn, addr = server.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    print("data:", data)
    conn.sendall(b"hi")
    conn.close()
server.close()
