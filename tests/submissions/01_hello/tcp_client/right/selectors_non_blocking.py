"""Right: non-blocking connect, then a selector tells when to write and when to read.
"""
import selectors
import socket
import sys

to_send = b"hello!"
received = bytearray()

s = socket.socket()
s.setblocking(False)
s.connect_ex((sys.argv[1], int(sys.argv[2])))

sel = selectors.DefaultSelector()
sel.register(s, selectors.EVENT_WRITE)
done = False
while not done:
    for key, events in sel.select(1.0):
        if events & selectors.EVENT_WRITE:
            problem = s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if problem:
                sys.exit(f"connect failed with errno {problem}")
            n = s.send(to_send)
            to_send = to_send[n:]
            if not to_send:
                sel.modify(s, selectors.EVENT_READ)
        if events & selectors.EVENT_READ:
            piece = s.recv(100)
            received.extend(piece)
            done = not piece
sel.unregister(s)
s.close()
print(received.decode("ascii"))
