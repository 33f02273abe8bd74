"""Right: create_server, a send loop by hand, the Unix path is known by the PORT that is missing."""
import socket
import sys


def send_everything(conn, data):
    position = 0
    while position < len(data):
        position = position + conn.send(data[position:position + 60000])


def receive(conn, how_many):
    data = bytearray()
    while how_many > len(data):
        new = conn.recv(how_many - len(data))
        if not new:
            return None
        data = data + new
    return data


def serve_one(conn):
    def say(message):
        send_everything(conn, len(message).to_bytes(4, "big"))
        send_everything(conn, message)

    say(("ready " + socket.gethostname()).encode())
    while True:
        header = receive(conn, 4)
        if header is None:
            return
        length = (header[0] << 24) | (header[1] << 16) | (header[2] << 8) | header[3]
        if length > 16777216:
            return
        message = receive(conn, length)
        if message is None:
            return
        say(message[::-1])


def main(where="127.0.0.1", port=None):
    if port is None:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(where)
        listener.listen()
    else:
        listener = socket.create_server((where, int(port)), backlog=3)
    while True:
        conn, _ = listener.accept()
        try:
            serve_one(conn)
        except ConnectionError as e:
            print(type(e).__name__)
        finally:
            conn.close()


main(*sys.argv[1:] or ["127.0.0.1", "8898"])
