"""Wrong: reverses the order of the words instead of the order of the bytes.

Loses: answers_a_frame
Says: The words are in reverse order
"""
import socket
import sys


def read(conn, n):
    data = b""
    while len(data) < n:
        part = conn.recv(n - len(data))
        if not part:
            raise EOFError("client closed")
        data += part
    return data


def turn(body):
    words = body.split(b" ")
    words.reverse()
    return b" ".join(words)


def frame(body):
    return len(body).to_bytes(4, "big") + body


def main():
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX)
        s.bind(sys.argv[1])
    else:
        host, port = sys.argv[1:] or ("127.0.0.1", "8898")
        s = socket.socket()
        s.bind((host, int(port)))
    s.listen()
    while True:
        conn, _ = s.accept()
        try:
            conn.sendall(frame(b"ready " + socket.gethostname().encode()))
            while (n := int.from_bytes(read(conn, 4), "big")) <= 16777216:
                conn.sendall(frame(turn(read(conn, n))))
        except (EOFError, OSError) as e:
            print(e)
        conn.close()


main()
