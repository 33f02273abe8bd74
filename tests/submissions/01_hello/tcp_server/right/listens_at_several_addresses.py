"""Right: listens at HOST, at ::1 where there is IPv6, and at a port for its own statistics.

Needs: a network of its own
"""

import selectors
import socket
import sys


def doors(host, port):
    yield socket.create_server(("127.0.0.1", 9100))  # nobody asks for the statistics here
    yield socket.create_server((host, port))
    try:
        yield socket.create_server(("::1", port), family=socket.AF_INET6)
    except OSError as error:
        print("no IPv6:", error)


with selectors.DefaultSelector() as selector:
    for door in doors(sys.argv[1], int(sys.argv[2])):
        selector.register(door, selectors.EVENT_READ)
    ready = selector.select()
    connection, client = ready[0][0].fileobj.accept()
    for key in list(selector.get_map().values()):
        key.fileobj.close()

with connection:
    print(client, connection.recv(1024).decode())
    connection.sendall(b"hi")
