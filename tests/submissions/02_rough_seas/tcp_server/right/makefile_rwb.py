"""Right: conn.makefile("rwb") for both directions, with a flush after each answer."""
import socket
import sys


def frame(body):
    return len(body).to_bytes(4, "big") + body


def chat(stream):
    stream.write(frame(f"ready {socket.gethostname()}".encode()))
    stream.flush()
    while len(head := stream.read(4)) == 4:
        want = int.from_bytes(head, "big")
        if want > 16_777_216:
            return
        body = stream.read(want)
        if len(body) != want:
            return
        stream.write(frame(body[::-1]))
        stream.flush()


def serve(listener):
    while True:
        conn, _ = listener.accept()
        stream = conn.makefile("rwb")
        try:
            chat(stream)
        except OSError as problem:
            print(problem, file=sys.stderr)
        try:
            stream.close()
        except OSError:
            pass
        conn.close()


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            door = socket.create_server(("127.0.0.1", 8898))
        case [path]:
            door = socket.socket(socket.AF_UNIX)
            door.bind(path)
            door.listen()
        case [host, port]:
            door = socket.create_server((host, int(port)))
    serve(door)
