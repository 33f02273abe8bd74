"""Wrong: prints how many bytes came, not the bytes.

Loses: prints_the_message
Says: The number 12 was printed, which is how long it is
"""
import selectors
import socket
import sys

sel = selectors.DefaultSelector()
listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
conn, _ = listener.accept()
sel.register(conn, selectors.EVENT_READ)
sel.select()
data = conn.recv(1024)
print("received", len(data), "bytes")
conn.sendall(b"hi")
sel.close()
conn.close()
listener.close()
