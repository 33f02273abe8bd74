"""Right: a client that has said nothing for a second gets no answer, and the program ends with an error."""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        guest, whence = door.accept()
        with guest:
            guest.settimeout(1)
            print(whence, "says", guest.recv(1024).decode())
            guest.sendall(b"hi")


serve(sys.argv[1], int(sys.argv[2]))
