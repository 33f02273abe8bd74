"""Wrong: waits in a makefile loop for more after the answer, and so never hangs up first.

Loses: hangs_up
Says: only after the client had closed its side
"""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
with socket.create_server((host, port)) as server:
    conn, peer = server.accept()

stream = conn.makefile("rwb", buffering=0)
print("first words:", stream.read(1024))
stream.write(b"hi")
for line in stream:
    print("more words:", line)
stream.close()
conn.close()
print("goodbye", peer)
