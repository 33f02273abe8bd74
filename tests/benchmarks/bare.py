"""The bare cost of a learner's programs: each run is a plain subprocess that does its work once.

The peers are in this process, whose time is not counted; so this is what the programs take by
themselves, without any grader. The HTTP tasks are one run, in which all the calls are made.
"""

import contextlib
import http.server
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import meter

HOST = "127.0.0.1"
PATIENCE = 60  # seconds, on a busy machine
BETWEEN_TRIES = 0.005
CALLS_OF_TASKS = 42  # in the checks of unit 1, of one solution that loses nothing
# one turn of calls, for a page that answers anything
CALLS = """
import http_tasks
url, calls = "http://{host}:{port}/page", {calls}
turn = [
    lambda: http_tasks.get_text(url),
    lambda: http_tasks.get_bytes(url),
    lambda: http_tasks.get_json(url),
    lambda: http_tasks.post_form(url, {{"a": "b"}}, {{"X-A": "b"}}),
    lambda: http_tasks.page_info(url),
    lambda: http_tasks.login(url, "user", "password"),
    lambda: http_tasks.carry_cookies(url, url),
]
for number in range(calls):
    turn[number % len(turn)]()
"""


class Runs:
    """Runs the programs of one unit's folder, in a count."""

    def __init__(self, folder: Path, counted: meter.Count) -> None:
        self._folder, self._counted = folder, counted

    def all(self, runs: Mapping[str, int]) -> meter.Cost:
        """Run each program so often."""
        before, began = self._counted.seconds(), time.monotonic()
        for program, times in runs.items():
            if program == "http_tasks":
                self._http_tasks()
                continue
            for _ in range(times):
                _PEERS[program](self)
        wall = time.monotonic() - began
        return meter.Cost(wall, self._counted.seconds() - before, 0)

    @contextlib.contextmanager
    def started(self, *words: object, stdin: bytes = b"") -> Iterator[subprocess.Popen[bytes]]:
        """Yield a program that is started; it has to end with status 0, unless it was killed."""
        with subprocess.Popen(
            self._counted.command([sys.executable, *words]),
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        ) as process:
            if process.stdin:
                process.stdin.write(stdin)
                process.stdin.close()
            yield process
            status = process.wait(PATIENCE)
        if status not in (0, -9):
            raise RuntimeError(f"{words} ended with status {status}")

    def tcp_server(self) -> None:
        port = _free_port(socket.SOCK_STREAM)
        with self.started("tcp_server.py", HOST, port), _connected(port) as client:
            client.sendall(b"hello!")
            client.recv(1024)

    def tcp_client(self) -> None:
        with (
            socket.create_server((HOST, 0)) as listener,
            self.started("tcp_client.py", HOST, listener.getsockname()[1]),
        ):
            server, _ = listener.accept()
            with server:
                server.recv(1024)
                server.sendall(b"hi")

    def udp_server(self) -> None:
        port = _free_port(socket.SOCK_DGRAM)
        with (
            self.started("udp_server.py", HOST, port) as process,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client,
        ):
            client.settimeout(PATIENCE)
            client.connect((HOST, port))
            while True:
                try:
                    client.send(b"hello")
                    client.recv(1024)
                    break
                except ConnectionRefusedError:
                    time.sleep(BETWEEN_TRIES)
            process.kill()

    def udp_client(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
            server.bind((HOST, 0))
            server.settimeout(PATIENCE)
            with self.started("udp_client.py", HOST, server.getsockname()[1], stdin=b"a line\n"):
                _, sender = server.recvfrom(1024)
                server.sendto(b"A LINE", sender)

    def _http_tasks(self) -> None:
        with http.server.ThreadingHTTPServer((HOST, 0), _Page) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            code = CALLS.format(host=HOST, port=server.server_address[1], calls=CALLS_OF_TASKS)
            with self.started("-c", code):
                pass
            server.shutdown()


_PEERS: Mapping[str, Callable[[Runs], None]] = {
    "tcp_server": Runs.tcp_server,
    "tcp_client": Runs.tcp_client,
    "udp_server": Runs.udp_server,
    "udp_client": Runs.udp_client,
}


class _Page(http.server.BaseHTTPRequestHandler):
    """Answers any request with a small JSON text and a cookie."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.send_header("Set-Cookie", "a=b; Path=/")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"{}")

    do_HEAD = do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind((HOST, 0))
        port: int = sock.getsockname()[1]
        return port


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=PATIENCE)
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(BETWEEN_TRIES)
