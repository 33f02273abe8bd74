"""Wrong: the greeting's text ends in a newline (which its length counts).

Loses: greets
Says: a line end too many at its end
"""
import socket
import sys


def put(stream, data):
    stream.write(len(data).to_bytes(4, "big"))
    stream.write(data)
    stream.flush()


def get(stream):
    size = stream.read(4)
    if len(size) == 4 and int.from_bytes(size, "big") <= 16777216:
        data = stream.read(int.from_bytes(size, "big"))
        if len(data) == int.from_bytes(size, "big"):
            return data
    return None


def main():
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
        s.listen()
    elif len(sys.argv) == 3:
        s = socket.create_server((sys.argv[1], int(sys.argv[2])))
    else:
        s = socket.create_server(("127.0.0.1", 8898))
    while True:
        c, a = s.accept()
        try:
            with c, c.makefile("rwb") as stream:
                put(stream, f"ready {socket.gethostname()}\n".encode())
                while (data := get(stream)) is not None:
                    put(stream, data[::-1])
        except OSError as e:
            print(a, e)


main()
