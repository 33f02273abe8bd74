"""Right: a Thread subclass for every client, TCP_NODELAY where it is TCP, int.from_bytes."""
import socket
import sys
import threading


class ClientThread(threading.Thread):
    def __init__(self, conn, number):
        threading.Thread.__init__(self)
        self.daemon = True
        self.conn = conn
        self.number = number

    def run(self):
        print("thread", self.number, "starts")
        try:
            self.conversation()
        except Exception as e:
            print("thread", self.number, "has a problem:", repr(e))
        finally:
            self.conn.close()
        print("thread", self.number, "ends")

    def need(self, n):
        pieces = []
        while n > 0:
            piece = self.conn.recv(min(n, 8192))
            if piece == b"":
                return None
            pieces.append(piece)
            n -= len(piece)
        return b"".join(pieces)

    def put(self, message):
        self.conn.sendall(len(message).to_bytes(4, byteorder="big"))
        self.conn.sendall(message)

    def conversation(self):
        self.put(b"ready " + bytes(socket.gethostname(), "utf-8"))
        while True:
            head = self.need(4)
            if head is None:
                return
            n = int.from_bytes(head, byteorder="big")
            if n > 0x1000000:
                print("thread", self.number, "refuses", n)
                return
            message = self.need(n)
            if message is None:
                return
            self.put(message[::-1])


def main():
    number = 0
    if len(sys.argv) == 2:
        s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        s.bind(sys.argv[1])
    else:
        s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        host, port = ("127.0.0.1", 8898) if len(sys.argv) < 3 else sys.argv[1:3]
        s.bind((host, int(port)))
    s.listen(5)
    while True:
        conn, addr = s.accept()
        number += 1
        ClientThread(conn, number).start()


main()
