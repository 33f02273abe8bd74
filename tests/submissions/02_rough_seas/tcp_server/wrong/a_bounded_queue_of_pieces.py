"""Wrong: a thread puts the pieces of a frame into a queue of 100 places, which is emptied when all have come.

Loses: takes_large_frames
Says: bytes by then, and takes no more.
"""
import queue
import socket
import struct
import sys
import threading

LARGEST = 16 * 1024 * 1024


class Reader(threading.Thread):
    """Reads all that a client sends, in pieces of at most 4096 bytes."""

    def __init__(self, conn):
        super().__init__(daemon=True)
        self.conn = conn
        self.pieces = queue.Queue(100)
        self.count = 0
        self.rest = b""
        self.more = threading.Condition()
        self.at_end = False
        self.start()

    def run(self):
        while not self.at_end:
            try:
                piece = self.conn.recv(4096)
            except OSError:
                piece = b""
            if piece:
                self.pieces.put(piece)
            with self.more:
                self.count += len(piece)
                self.at_end = not piece
                self.more.notify()

    def take(self, count):
        with self.more:
            self.more.wait_for(lambda: self.count >= count or self.at_end)
            if self.count < count:
                raise EOFError("the client has gone")
            self.count -= count
        data = self.rest
        while len(data) < count:
            data += self.pieces.get()
        self.rest = data[count:]
        return data[:count]


def send_frame(conn, data):
    conn.sendall(struct.pack("!I", len(data)) + data)


def talk(conn):
    send_frame(conn, b"ready " + socket.gethostname().encode())
    reader = Reader(conn)
    while True:
        (length,) = struct.unpack("!I", reader.take(4))
        if length > LARGEST:
            return
        send_frame(conn, reader.take(length)[::-1])


def serve(address):
    if len(address) == 2:
        door = socket.create_server((address[0], int(address[1])))
    else:
        door = socket.socket(socket.AF_UNIX)
        door.bind(address[0])
        door.listen()
    while True:
        conn, _ = door.accept()
        with conn:
            try:
                talk(conn)
            except (EOFError, OSError) as error:
                print("gone:", error)
            finally:
                conn.close()


serve(sys.argv[1:] or ["127.0.0.1", "8898"])
