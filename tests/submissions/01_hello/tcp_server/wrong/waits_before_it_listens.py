"""Wrong: waits between bind and listen for something that never happens.

Loses: listens
Says: Nobody listens on | It waits in wait()
"""
import socket
import sys
import threading

called = threading.Event()
sock = socket.socket()
sock.bind((sys.argv[1], int(sys.argv[2])))
called.wait()               # somebody will call
sock.listen()
conn, _ = sock.accept()
print(conn.recv(1024))
conn.sendall(b"hi")
