"""Wrong: the event that tells of a reply is never cleared, so only the first line waits for one.

Loses: waits_for_each_reply
Says: Your program sent the next line before the answer to the last one had come. | One question, one answer
"""

import socket
import sys
import threading


class Client:
    def __init__(self, host: str, port: int) -> None:
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sock.connect((host, port))
        self.replied = threading.Event()
        self.room = threading.Semaphore(0)

    def listen(self) -> None:
        while True:
            print(self.sock.recv(1024).decode(), flush=True)
            self.room.release()
            self.replied.set()

    def run(self) -> None:
        sent = 0
        threading.Thread(target=self.listen, daemon=True).start()
        for line in sys.stdin:
            if text := line.strip():
                self.sock.send(text.encode())
                sent += 1
                self.replied.wait()
        for _ in range(sent):
            self.room.acquire()


if __name__ == "__main__":
    Client(sys.argv[1], int(sys.argv[2])).run()
