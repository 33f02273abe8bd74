"""Wrong: writes repr(data) as a statement, as one may at the prompt.

Loses: prints_the_message
Says: Nothing was printed at all
"""
import sys
from socket import create_server

with create_server((sys.argv[1], int(sys.argv[2]))) as door:
    guest, _ = door.accept()
    data = guest.recv(1024)
    repr(data)
    guest.send(b"hi")
    guest.close()
