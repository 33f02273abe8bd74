"""Wrong: waits for the client to leave, and says goodbye then.

Loses: hangs_up
Says: It sent b'bye' when the client had closed its side
"""
import socket
import sys

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    client, address = server.accept()
    with client:
        print("from", address, client.recv(1024).decode())
        client.sendall(b"hi")
        while client.recv(1024):
            pass
        client.sendall(b"bye")
