"""Right: looks first whether somebody listens at its address already."""
import socket
import sys


def is_taken(address):
    with socket.socket() as probe:
        return probe.connect_ex(address) == 0


address = sys.argv[1], int(sys.argv[2])
if is_taken(address):
    sys.exit(f"{address} is in use")
server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(address)
server.listen(1)
print("waiting at", *server.getsockname())
client, where = server.accept()
message = client.recv(1024)
print(where, "says", message)
client.send(b"hi")
client.close()
server.close()
