"""Right: selectors, with the callback functions kept in the data field.
"""
import selectors
import socket
import sys

sel = selectors.DefaultSelector()
running = True


def accept(sock):
    conn, addr = sock.accept()
    print("accepted", addr)
    conn.setblocking(False)
    sel.register(conn, selectors.EVENT_READ, read)


def read(conn):
    global running
    data = conn.recv(1024)
    if data:
        print("received", data)
        conn.sendall(b"hi")
    sel.unregister(conn)
    conn.close()
    running = False


def main():
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((sys.argv[1], int(sys.argv[2])))
    listener.listen()
    listener.setblocking(False)
    sel.register(listener, selectors.EVENT_READ, accept)
    while running:
        for key, _mask in sel.select(timeout=1):
            key.data(key.fileobj)
    sel.close()
    listener.close()


main()
