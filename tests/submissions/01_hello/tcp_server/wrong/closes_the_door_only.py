"""Wrong: closes the listening socket, and the client's stays open in a program that goes on.

Loses: hangs_up, ends_with_status_0
Says: left the connection open even when the client had closed its side | The socket that listened is closed | in wait()
"""
import socket
import sys
import threading

door = socket.create_server((sys.argv[1], int(sys.argv[2])))
guest, _ = door.accept()
print("guest:", guest.recv(1024).decode(), flush=True)
guest.sendall(b"hi")
door.close()
threading.Event().wait()
