"""Right: receives into a bytearray through a memoryview and prints the filled part.
"""
import socket
import sys

buffer = bytearray(1024)
view = memoryview(buffer)

with socket.socket() as listener:
    listener.bind((sys.argv[1], int(sys.argv[2])))
    listener.listen(0)
    peer, _ = listener.accept()
    with peer:
        count = peer.recv_into(view)
        print(count, "bytes:", view[:count].tobytes())
        peer.sendall(memoryview(b"hi there")[:2])
