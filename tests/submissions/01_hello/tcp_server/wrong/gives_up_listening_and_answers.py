"""Wrong: waits for the client for 1.5 s, and says `hi` all the same if nothing has come.

Loses: waits_for_a_slow_client
Says: It waited at first, and did not wait for 2.2 seconds
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        guest, _ = door.accept()
        with guest:
            guest.settimeout(1.5)
            try:
                said = guest.recv(1024)
            except TimeoutError:
                said = b""
            print("guest said", said)
            guest.sendall(b"hi")


serve(sys.argv[1], int(sys.argv[2]))
