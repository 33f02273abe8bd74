"""Wrong: a stream that ends within a frame makes it throw away the answers that still wait.

Loses: answers_after_half_close
Says: and the beginning of another one
"""

from __future__ import annotations

import queue
import socket
import sys
import threading

MAXIMUM_FRAME_LENGTH = 16_777_216


class FrameTooLongException(Exception):
    pass


class Conversation(threading.Thread):
    def __init__(self, connection: socket.socket) -> None:
        super().__init__(daemon=True)
        self._connection = connection
        self._outbox: queue.Queue[bytes | None] = queue.Queue(maxsize=32)
        self._writer = threading.Thread(target=self._write, daemon=True)

    def _write(self) -> None:
        try:
            while True:
                item = self._outbox.get()
                if item is None:
                    return
                self._connection.sendall(len(item).to_bytes(4, "big") + item)
        except OSError:
            while self._outbox.get() is not None:
                pass

    def _read_exactly(self, count: int) -> bytes:
        collected = bytearray()
        while len(collected) < count:
            piece = self._connection.recv(min(count - len(collected), 1 << 16))
            if not piece:
                raise EOFError(f"{count - len(collected)} bytes are missing")
            collected += piece
        return bytes(collected)

    def _read_length(self) -> int | None:
        first = self._connection.recv(1)
        if not first:
            return None
        return int.from_bytes(first + self._read_exactly(3), "big")

    def _abandon(self) -> None:
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def run(self) -> None:
        self._writer.start()
        try:
            self._outbox.put(b"ready " + socket.gethostname().encode("utf-8"))
            while (length := self._read_length()) is not None:
                if length > MAXIMUM_FRAME_LENGTH:
                    raise FrameTooLongException(length)
                self._outbox.put(self._read_exactly(length)[::-1])
        except (EOFError, FrameTooLongException, OSError) as exception:
            print("conversation given up:", repr(exception), file=sys.stderr)
            self._abandon()
        finally:
            self._outbox.put(None)
            self._writer.join()
            self._connection.close()


class ReverseServer:
    def __init__(self, address: list[str]) -> None:
        if len(address) == 1:
            self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._listener.bind(address[0])
        else:
            self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.bind((address[0], int(address[1])))
        self._listener.listen(50)

    def serve_forever(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            Conversation(connection).start()


if __name__ == "__main__":
    ReverseServer(sys.argv[1:] or ["127.0.0.1", "8898"]).serve_forever()
