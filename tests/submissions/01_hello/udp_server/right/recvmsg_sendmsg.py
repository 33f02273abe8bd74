"""Right: recvmsg and sendmsg instead of recvfrom and sendto."""
import socket
import sys

BUFSIZE = 1024


def run(where):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(where)
        while True:
            data, ancillary, flags, sender = sock.recvmsg(BUFSIZE)
            if flags & socket.MSG_TRUNC:
                print("that one was too long for me", file=sys.stderr)
            words = data.decode()
            print("sender:", *sender)
            print("text:", words)
            sock.sendmsg([words.upper().encode()], [], 0, sender)


if __name__ == "__main__":
    run((sys.argv[1], int(sys.argv[2])))
