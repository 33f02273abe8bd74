"""Right: a block-buffered standard output of its own, which is written out when SIGTERM comes."""
import signal
import socket
import sys

out = open(sys.stdout.fileno(), "w", buffering=1 << 16, encoding="utf-8", closefd=False)


def stop(signum, frame):
    raise SystemExit(0)


def main():
    signal.signal(signal.SIGTERM, stop)
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind((sys.argv[1], int(sys.argv[2])))
    seen = 0
    try:
        while True:
            data, addr = s.recvfrom(1024)
            seen += 1
            text = data.decode()
            print(seen, addr[0], addr[1], text, sep="\t", file=out)
            s.sendto(text.upper().encode(), addr)
    finally:
        out.flush()
        s.close()


if __name__ == "__main__":
    main()
