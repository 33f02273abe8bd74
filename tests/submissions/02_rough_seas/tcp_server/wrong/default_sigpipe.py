"""Wrong: sets SIGPIPE to its default, which ends it where a client has gone.

Loses: survives_broken_clients
Says: signal 13, since it wrote where nobody reads any more | unless a program sets the signal to SIG_DFL
Never says: The program itself has ended
"""
import signal
import socket
import struct
import sys

LIMIT = 16 * 1024 * 1024


def recv_exactly(conn, count):
    data = b""
    while len(data) < count:
        chunk = conn.recv(count - len(data))
        if not chunk:
            raise EOFError("the client has left")
        data += chunk
    return data


def send_frame(conn, body):
    conn.sendall(struct.pack("!I", len(body)) + body)


def talk(conn):
    send_frame(conn, f"ready {socket.gethostname()}".encode())
    while True:
        (length,) = struct.unpack("!I", recv_exactly(conn, 4))
        if length > LIMIT:
            print("too long:", length)
            return
        send_frame(conn, recv_exactly(conn, length)[::-1])


def serve(*address):
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # no tracebacks in pipes
    if len(address) == 2:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address[0], int(address[1])))
    else:
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(address[0])
    listener.listen()
    while True:
        conn, peer = listener.accept()
        print("client", peer)
        with conn:
            try:
                talk(conn)
            except (OSError, EOFError) as error:
                print("gone:", error)


if __name__ == "__main__":
    serve(*(sys.argv[1:] or ["127.0.0.1", "8898"]))
