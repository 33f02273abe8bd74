"""Right: recv_into one bytearray, on a connected socket."""
import socket
import sys


def talk(host, port):
    buf = bytearray(1024)
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect((host, port))
    try:
        for number, line in enumerate(sys.stdin, start=1):
            sock.sendall(line.strip().encode("utf-8"))
            size = sock.recv_into(buf)
            print("%d. %s (%d bytes)" % (number, buf[:size].decode("utf-8"), size))
    finally:
        sock.close()


if __name__ == "__main__":
    talk(sys.argv[1], int(sys.argv[2]))
