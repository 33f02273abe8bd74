"""Wrong: connects to itself thousands of times before it lets a client in, to see how many it can take.

Loses: listens
Says: Your program opened thousands of sockets and was stopped.
Needs: a network of its own
"""
import socket
import sys
import time

address = (sys.argv[1], int(sys.argv[2]))


def try_it(times):
    with socket.create_server((address[0], 0), backlog=times) as door:
        for _ in range(times):
            socket.create_connection(door.getsockname()).close()
        time.sleep(8)


try_it(4000)
listener = socket.create_server(address)
connection, client = listener.accept()
print(connection.recv(1024))
connection.sendall(b"hi")
connection.close()
listener.close()
