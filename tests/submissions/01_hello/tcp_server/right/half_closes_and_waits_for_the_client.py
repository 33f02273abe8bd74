"""Right: half-closes after the answer, waits until the client has closed too, prints only then.
"""
import socket
import sys


def serve(host, port):
    with socket.create_server((host, port)) as door:
        line, _ = door.accept()
    with line:
        said = line.recv(1024)
        line.sendall(b"hi")
        line.shutdown(socket.SHUT_WR)
        while line.recv(512):
            pass                        # a polite server lets the other hang up
    sys.stdout.write(said.decode())     # no newline on purpose
    return 0


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], int(sys.argv[2])))
