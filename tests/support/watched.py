"""`watch` in a terminal of its own: what its screen shows, and the keys that are pressed."""

import fcntl
import os
import pty
import re
import select
import shlex
import signal
import struct
import subprocess
import sys
import termios
import time

SECONDS = 60  # that anything may take on a busy machine
CLEAR = "\x1b[H\x1b[2J"
ANSI = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]")


class Watched:
    """The command while it runs on a terminal; `screen` is what was drawn the last time."""

    def __init__(self, *arguments, cwd, env, columns=80, rows=40, shell="exec {}"):
        self._ours, self._theirs = pty.openpty()
        self.resize(columns, rows)
        self.modes = termios.tcgetattr(self._theirs)
        self._text = ""
        command = shlex.join([sys.executable, "-m", "grader", "watch", *arguments])
        self.process = subprocess.Popen(
            ["bash", "-c", shell.format(command)],
            cwd=cwd,
            env={"TERM": "xterm", **env},
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )

    def resize(self, columns, rows):
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, size)

    def press(self, keys):
        os.write(self._ours, keys.encode())

    @property
    def screen(self):
        """The text that stands on the screen, without its colors."""
        return ANSI.sub("", self._text.rpartition(CLEAR)[2]).replace("\r\n", "\n")

    @property
    def everything(self):
        """All that was ever written."""
        return self._text

    def until(self, *patterns):
        """Wait until the screen shows all the patterns, and return it."""
        deadline = time.monotonic() + SECONDS
        while not all(re.search(pattern, self.screen) for pattern in patterns):
            assert self._read(deadline), f"{patterns} never came:\n{self.screen}"
        return self.screen

    def _read(self, deadline):
        """Read what has come; False if nothing comes any more."""
        ready, _, _ = select.select([self._ours], [], [], max(0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            self._text += os.read(self._ours, 1 << 16).decode("utf-8", "replace")
        except OSError:  # the end, as Linux tells it
            return False
        return True

    def end(self):
        """Wait for its end, and return its status."""
        deadline = time.monotonic() + SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            select.select([self._ours], [], [], 0.05)
            self._read(time.monotonic())
        return self.process.wait(0)

    def now(self):
        """The modes of the terminal as they are now."""
        return termios.tcgetattr(self._theirs)

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for descriptor in (self._ours, self._theirs):
            os.close(descriptor)
