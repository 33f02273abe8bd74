"""A server whose functions the client uses as well; started as a program it would serve."""

import socket


def matches(answer, name):
    words = answer.decode("utf-8", "replace").split()
    return words[1] if len(words) == 2 and words[0] == name else None


def serve():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 8080))
        raise NotImplementedError


if __name__ == "__main__":
    serve()
