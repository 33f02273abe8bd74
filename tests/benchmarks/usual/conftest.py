"""The checks of unit 1, written the usual way, to compare with.

That is pytest, a subprocess for each run of a program, loops that wait until a port is open, and
requests-mock in the grader's own process. They look at what the course's own checks look at, each
in runs of its own. What they do not have: stories, diagnoses, patience that no load can break,
and isolation.

    SUBMISSION=solutions/01_hello python -m pytest -c tests/benchmarks/usual/pytest.ini tests/benchmarks/usual
"""

import contextlib
import os
import random
import socket
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

SUBMISSION = Path(os.environ["SUBMISSION"])  # the folder of the unit
HOST = "127.0.0.1"
PATIENCE = 5  # seconds
CHINESE = "你好世界网络编程服务器客户端数据报文字符山水风云日月星辰"

sys.path.insert(0, str(SUBMISSION))


class Program:
    """A learner's program in a subprocess, whose output goes to a file."""

    def __init__(self, name, *arguments, stdin=None):
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  closed with the program
        self.process = subprocess.Popen(
            [sys.executable, f"{name}.py", *map(str, arguments)],
            cwd=SUBMISSION,
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"},
        )
        if stdin is not None:
            self.process.stdin.write(stdin.encode())
            self.process.stdin.close()

    @property
    def output(self):
        return os.pread(self._output.fileno(), 1 << 20, 0).decode()

    def wait(self):
        return self.process.wait(PATIENCE)

    def prints(self, *texts):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if any(text in self.output for text in texts):
                return True
            time.sleep(0.02)
        return False

    def close(self):
        self.process.kill()
        self.process.wait()
        self._output.close()


@pytest.fixture
def start():
    """Start programs, and end them after the test."""
    with contextlib.ExitStack() as stack:

        def started(*arguments, **options):
            program = Program(*arguments, **options)
            stack.callback(program.close)
            return program

        yield started


def free_port(kind):
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind((HOST, 0))
        return sock.getsockname()[1]


def connect(port):
    """Connect to a server as soon as it listens."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((HOST, port), timeout=PATIENCE)
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "nobody listens"
            time.sleep(0.02)


def word(length=12):
    return "".join(random.choices(string.ascii_lowercase, k=length))


def phrase(length=30):
    text = f"{word(3)}, {word(2).title()}  {word(2).upper()}: "
    while len(text) < length - 1:
        text += word(random.randint(2, 9)) + random.choice([" ", "; ", "-", " = ", "/", "? "])
    return text[: length - 2] + word(1) + "!"


def chinese(length=4):
    return "".join(random.sample(CHINESE, length))
