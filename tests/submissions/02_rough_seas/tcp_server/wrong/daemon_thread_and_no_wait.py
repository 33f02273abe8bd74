"""Wrong: a daemon thread serves, and the main thread does not wait for it.

Loses: listens
Says: It came to its end, and no error left it | A daemon thread ends with the main thread
Never says: An except that catches an error and prints nothing
"""
import socket
import struct
import sys
import threading


def exactly(conn, count):
    data = bytearray()
    while len(data) < count:
        piece = conn.recv(count - len(data))
        if not piece:
            return None
        data += piece
    return bytes(data)


def serve(address):
    threading.Event().wait(0.2)
    with socket.create_server(address) as listener:
        conn, _ = listener.accept()
        with conn:
            while head := exactly(conn, 4):
                body = exactly(conn, *struct.unpack("!I", head))
                conn.sendall(head + body[::-1])


address = (sys.argv[1], int(sys.argv[2]))
threading.Thread(target=serve, args=(address,), daemon=True).start()
