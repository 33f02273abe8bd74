"""Right: select.select on non-blocking sockets, one list for reading and one for writing.
"""
from select import select
from socket import *
import sys

door = socket(AF_INET, SOCK_STREAM)
door.setsockopt(SOL_SOCKET, SO_REUSEADDR, True)
door.bind((sys.argv[1], int(sys.argv[2])))
door.listen(5)
door.setblocking(False)

readers, writers = [door], []
busy = True
while busy:
    can_read, can_write, _ = select(readers, writers, [], 0.5)
    for s in can_read:
        if s is door:
            guest, where = door.accept()
            guest.setblocking(False)
            readers = [guest]
            print("guest at", where)
        else:
            print("guest says:", s.recv(1024).decode())
            readers = []
            writers = [s]
    for s in can_write:
        s.send(b"hi")
        s.close()
        writers = []
        busy = False

door.close()
