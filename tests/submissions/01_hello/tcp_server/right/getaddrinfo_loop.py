"""Right: tries every address that getaddrinfo knows for the host until one can be bound.
"""
import argparse
import socket


def open_listener(host, port):
    last = None
    for family, kind, proto, _name, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE):
        try:
            s = socket.socket(family, kind, proto)
        except OSError as e:
            last = e
            continue
        try:
            s.bind(address)
            s.listen()
            return s
        except OSError as e:
            last = e
            s.close()
    raise last


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("host")
    ap.add_argument("port")
    args = ap.parse_args()
    listener = open_listener(args.host, args.port)
    conn, _ = listener.accept()
    print(conn.recv(1024).decode(errors="replace"))
    conn.sendall(bytes("hi", "ascii"))
    conn.close()


if __name__ == "__main__":
    main()
