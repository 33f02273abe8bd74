"""Wrong: answers every request with the same page.

Loses: answers_get
Points: 1
Says: does not have the bytes of the file
"""
import socket
import sys
import threading

PAGE = b"<h1>Hello, world</h1>"


def client(sock):
    while sock.recv(65536):
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE) + PAGE)


listener = socket.create_server((sys.argv[1], int(sys.argv[2])))
while True:
    sock, _ = listener.accept()
    threading.Thread(target=client, args=(sock,), daemon=True).start()
