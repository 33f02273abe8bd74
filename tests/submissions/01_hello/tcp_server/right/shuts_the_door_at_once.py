"""Right: closes the listening socket as soon as its one client is there.
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2])), backlog=1) as door:
    guest, _ = door.accept()
words = guest.recv(4096)
guest.send(b"h")
guest.send(b"i")
guest.shutdown(socket.SHUT_WR)
guest.recv(1)                   # until the other side has closed as well
guest.close()
print(repr(words))
