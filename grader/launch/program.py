"""A learner's program while it runs, as the grader sees it.

Everything that can happen (bytes on a socket, a print, the end of the program)
is waited for in one place, `Program.wait`. So nothing is polled, nothing sleeps,
and a program that prints a lot never blocks because nobody reads.
"""

import json
import os
import select
import time

# Bytes of each stream that are kept: its beginning, and its end as far as it has come.
KEPT_HEAD, KEPT_TAIL = 64 * 1024, 1024 * 1024
MOST_OUTPUT = 16 * 1024 * 1024  # a program that prints more is ended
LAST_WORDS = 0.2  # seconds
SECONDS_TO_FINISH = 10.0  # for the launcher, never for a learner


class LaunchError(Exception):
    """The launcher could not do its work: the grader's fault, never a learner's."""


class OutOfTime(Exception):
    """The program has been given all the time that there is for a run."""


class Output:
    """What a program wrote to one stream; bounded, and it says how much there was."""

    def __init__(self):
        self._head, self._tail = bytearray(), bytearray()
        self.total = 0

    def add(self, data):
        room = KEPT_HEAD - len(self._head)
        self._head += data[:room]
        self._tail += data[room:] if room > 0 else data
        if len(self._tail) > 2 * KEPT_TAIL:
            del self._tail[:-KEPT_TAIL]
        self.total += len(data)

    @property
    def text(self):
        """What was kept of it; where something is missing there is a line end."""
        is_whole = self.total == len(self._head) + len(self._tail)
        return (self._head + (b"" if is_whole else b"\n") + self._tail).decode("utf-8", "replace")


class Program:
    """One run of the file at `path`. `handle` is the launcher's end of it.

    A handle has the readable sources `stdout`, `stderr` and `control` (each with
    `fileno()` and `read(count)`), a `channel` socket or None, and the methods
    `stop()` (ask it to end), `ask_memory(afresh)`, `finish()` (end all of it) and `close()`.
    """

    def __init__(self, handle, path, arguments):
        self.folder, name = os.path.split(path)
        self.command = [name, *arguments]
        self.traceback = None  # of a called function, which does not end the program
        self.started = time.monotonic()
        self.stdout, self.stderr = Output(), Output()
        self.channel = handle.channel
        self.status = None
        self.last_moment = None  # of time.monotonic(), for whoever has set it
        self.peak = None  # bytes of memory that it had at most, known once it has ended
        self._handle = handle
        self._outputs = {handle.stdout: self.stdout, handle.stderr: self.stderr}
        self._finished = self._closed = False

    @property
    def ended(self):
        return self.status is not None

    @property
    def printed_too_much(self):
        return self.stdout.total + self.stderr.total > MOST_OUTPUT

    def wait(self, deadline, readable=(), writable=()):
        """Wait until one of the sockets is ready or something happens to the program.

        `deadline` is a time of `time.monotonic()`. Returns False once it has
        passed with nothing to tell, and raises OutOfTime after `last_moment`.
        """
        if self.last_moment is not None and time.monotonic() > self.last_moment:
            raise OutOfTime
        sources = list(self._outputs)
        if not self.ended:
            sources.append(self._handle.control)
        left = max(0.0, deadline - time.monotonic())
        ready, ready_to_write, _ = select.select([*readable, *sources], writable, [], left)
        for source in sources:
            if source in ready:
                self._take(source)
        return bool(ready or ready_to_write)

    def _take(self, source):
        if source is self._handle.control:
            self._hear(source.read(1 << 16))
            return
        data = source.read(1 << 16)
        if data:
            self._outputs[source].add(data)
            if self.printed_too_much:
                self.finish()
        else:
            del self._outputs[source]

    def _hear(self, message):
        if not message:
            raise LaunchError("the launcher's helper process has ended unexpectedly")
        told = json.loads(message)
        if "broken" in told:
            raise LaunchError(f"the program could not be started: {told['broken']}")
        if "ended" in told:
            self.status = told["ended"]
            self.peak = told.get("peak")
        return told

    def memory(self, afresh=False):
        """(bytes of memory, bytes of address space) that it had at most until now.

        None where the system does not tell. `afresh`: what it had before this
        moment and has given back counts no more, here and in `peak`.
        """
        self._handle.ask_memory(afresh)
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while "memory" not in (told := self._next_message(deadline)):
            pass
        return told["memory"] and tuple(told["memory"])

    def drain(self):
        """Take what has been printed so far, without waiting."""
        while self._outputs and self.wait(time.monotonic()):
            pass

    @property
    def is_silent(self):
        """Nothing more can be printed: it has ended, and nobody holds its outputs."""
        return self.ended and not self._outputs

    def wait_for_end(self, deadline):
        """True once the program has ended and what it printed is read.

        What a process that it left behind prints is waited for a moment only.
        """
        while not self.is_silent:
            moment = time.monotonic() + LAST_WORDS
            if not self.wait(min(deadline, moment) if self.ended else deadline):
                break
        return self.ended

    def stop(self, grace):
        """SIGTERM, then `grace` seconds for its last prints; `finish` does the rest."""
        if not self.ended:
            self._handle.stop()
            self.wait_for_end(time.monotonic() + grace)

    def finish(self):
        """End everything the run has left, and wait until that is done."""
        if self._finished:
            return
        self._finished = True
        self._handle.finish()
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while "finished" not in self._next_message(deadline):
            pass
        if self.status is None:
            self.status = -9

    def _next_message(self, deadline):
        control = self._handle.control
        left = max(0.0, deadline - time.monotonic())
        if not select.select([control], [], [], left)[0]:
            raise LaunchError("the launcher's helper process does not answer")
        return self._hear(control.read(1 << 16))

    def close(self):
        """End it if need be, and give its descriptors back. What it printed stays."""
        if self._closed:
            return
        self._closed = True
        try:
            self.finish()
            for source, output in list(self._outputs.items()):
                while select.select([source], [], [], 0)[0]:
                    data = source.read(1 << 16)
                    if not data:
                        break
                    output.add(data)
                    if output.total > MOST_OUTPUT:
                        break
        finally:
            self._outputs.clear()
            self._handle.close()
