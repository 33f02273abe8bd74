"""Right: raises only a to z, with a translation table of its own, and uses getaddrinfo."""
import socket
import string
import sys

TABLE = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def shout(text):
    return text.translate(TABLE)


def open_socket(host, port):
    infos = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_DGRAM)
    family, kind, proto, _, address = infos[0]
    sock = socket.socket(family, kind, proto)
    sock.bind(address)
    return sock


def main():
    sock = open_socket(sys.argv[1], sys.argv[2])
    while True:
        try:
            data, sender = sock.recvfrom(65535)
            text = data.decode("utf-8")
            print(f"{text}  <- {sender!r}")
            sock.sendto(shout(text).encode("utf-8"), sender)
        except (UnicodeDecodeError, ConnectionError) as err:
            print("skipped one:", err)


if __name__ == "__main__":
    main()
