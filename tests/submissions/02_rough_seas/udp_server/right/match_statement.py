"""Right: a match statement with guards over the words."""
import socket
import sys


def is_id(word):
    return 0 < len(word) <= 32 and word.isascii() and word.isprintable()


def is_number(word):
    if word and word[0] == "-":
        word = word[1:]
    return word.isascii() and word.isdigit() and len(word) < 19


def serve(host, port):
    total = 0
    past = {}
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, port))
    while True:
        data, addr = sock.recvfrom(65507)
        match data.decode("utf-8", errors="replace").split(" "):
            case [name, "ADD", number] if is_id(name) and is_number(number):
                match past.get((addr, name)):
                    case None:
                        total += int(number)
                        past[addr, name] = f"{name} {total}"
                        reply = past[addr, name]
                    case str(reply):
                        pass
            case _:
                reply = "ERROR"
        sock.sendto(reply.encode("utf-8"), addr)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [host, port]:
            serve(host, int(port))
        case _:
            serve("127.0.0.1", 8080)
