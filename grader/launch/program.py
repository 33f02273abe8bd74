"""A learner's program while it runs, as the grader sees it.

Everything that can happen (bytes on a socket, a print, the end of the program)
is waited for in one place, `Program.wait`. So nothing is polled, nothing sleeps,
and a program that prints a lot never blocks because nobody reads.

A program is the learner's from its first line on. Until then it is ours: where it
ends, or stands still, before it has begun, that is a `LaunchError` and never an end
of the program.
"""

import contextlib
import json
import os
import select
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from grader.i18n import gettext, gettext_noop
from grader.jail.messages import Question, Stage, Told
from grader.jail.policy import Policy
from grader.jail.turns import Turns
from grader.launch.channel import Channel, Pipe, Readable, ready_of
from grader.launch.errors import LaunchError
from grader.launch.network import Network
from grader.launch.output import Output
from grader.launch.where import Stop, stops_at
from grader.scratch import Folder

MOST_OUTPUT = 16 * 1024 * 1024  # a program that prints more is ended
SECONDS_TO_HEAR = 0.05  # after which a program that was asked to end may not have heard of it
LAST_WORDS = 0.2  # seconds that prints of a process that a program has left behind are waited for
# Seconds that the launcher may take; they are never counted against a learner.
SECONDS_TO_BEGIN, SECONDS_TO_FINISH = 30.0, 40.0
DOES_NOT_BEGIN = gettext_noop("the program could not be started: it does not begin")
DOES_NOT_ANSWER = gettext_noop("the launcher's helper process does not answer")

Level = Literal["full", "partial", "none"]


class OutOfTime(Exception):
    """The program still runs after its `Program.last_moment`."""


class Source(Readable, Protocol):
    """A thing that bytes can be read from; it gives b"" at its end."""

    def read(self, count: int, /) -> bytes: ...


class Feed:
    """What a program gets on its standard input, and then the end, by our end of a pipe.

    A pipe may take much less than it usually does, when its user has many of them (pipe(7)). So
    what does not fit at once is written while the program is waited for.
    """

    def __init__(self, pipe: Pipe, data: bytes) -> None:
        self._pipe, self._left = pipe, memoryview(data)
        self.is_over = False

    def fileno(self) -> int:
        return self._pipe.fileno()

    def go_on(self) -> None:
        """Write what there is room for, and the end when all has been written."""
        try:
            while self._left:
                self._left = self._left[os.write(self._pipe.fileno(), self._left) :]
        except BlockingIOError:
            return
        except OSError:
            pass  # the program does not read it
        self.is_over = True
        self._pipe.close()


class Handle(Protocol):
    """The launcher's end of one run."""

    @property
    def feed(self) -> Feed | None:
        """What is left of the standard input, if the launcher does not see to it itself."""

    @property
    def stdout(self) -> Source: ...
    @property
    def stderr(self) -> Source: ...
    @property
    def control(self) -> Source:
        """The source of messages: each read gives one `Told`, as JSON."""

    @property
    def channel(self) -> Channel | None: ...
    def stop(self) -> None:
        """Ask the program to end, as SIGTERM does."""

    def wake(self) -> None:
        """End the call in which the program waits, so that Python handles its signals.

        It is done with SIGURG, which does nothing to a process that does not handle it.
        """

    def ask(self, what: Question) -> None:
        """Ask for a message with this field."""

    def finish(self) -> None:
        """End all that the run has left, and ask for a message with `finished`."""

    def close(self) -> None:
        """Give back the descriptors that belong to this run."""


class Supervisor(Protocol):
    """Runs one learner's program, one run at a time."""

    @property
    def room(self) -> Folder:
        """The folder in which its runs have theirs."""

    def network(self) -> Network:
        """Give a network with nothing of its last runs in it, for all runs until the next call."""

    def start(
        self,
        folder: Folder,
        file: str,
        arguments: Sequence[str],
        *,
        stdin: bytes | None,
        channel: bool,
        environment: Mapping[str, str],
        policy: Policy,
    ) -> "Program":
        """Run this file in the folder, which lies in the room; it may write there, and below.

        `stdin` is all of its standard input; with None it is open until the run is closed,
        and nothing comes, as in a terminal where nobody types. With `channel` it is a module,
        of which a function is called, and `stdin` has no use. Raises LaunchError.
        """

    def close(self) -> None: ...


class Launcher(Protocol):
    """Gives a supervisor to each program that is judged. Threads and forks may share it."""

    def supervisor(self, web: bool = False) -> Supervisor:
        """Make a supervisor for one program; `web` if it is a module. Raises LaunchError."""

    def isolation(self) -> tuple[Level, list[str]]:
        """Give how far programs are isolated here, and the layers that are missing."""

    def remedies(self) -> dict[str, str]:
        """Give a remedy for each layer that is missing."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Moment:
    """How far a program had come when something was found out about it."""

    stops: tuple[Stop, ...]  # where it stood, if that was asked
    stdout: int  # bytes of output by then
    stderr: int
    status: int | None = None  # with which it had ended by then
    turns: Turns | None = None  # that it had had by then; None if nobody knows
    age: float = 0.0  # seconds since it was started


class Program:
    """One run of the file in the folder. `handle` is the launcher's end of it."""

    def __init__(self, handle: Handle, folder: Folder, file: str, arguments: Sequence[str]) -> None:
        self.folder = folder
        self.command = [file, *arguments]
        # of the exception that a called function raised: it does not end the program
        self.traceback: str | None = None
        self.started = time.monotonic()
        self.stdout, self.stderr = Output(), Output()
        self.channel = handle.channel
        self.status: int | None = None
        # the latest time.monotonic() of any wait; None where nobody has set it
        self.last_moment: float | None = None
        # bytes of memory that it had at most; None before it has ended, or if nobody knows
        self.peak: int | None = None
        # what it took too much of, if it was ended for that
        self.too_much: str | None = None
        self._turns: Turns | None = None  # that it had had at its end
        self._handle = handle
        self._outputs: dict[Source, Output] = {
            handle.stdout: self.stdout,
            handle.stderr: self.stderr,
        }
        self._stage: Stage | None = None
        self._finished = self._closed = False
        # whether all of its processes have ended, and the launcher has nothing more to say of it
        self.is_over = False

    def get_ready(self) -> None:
        """Wait until the launcher has done its work.

        A run with a channel then waits for a call, and any other run begins. Raises
        LaunchError, and closes the program, where the launch fails.
        """
        try:
            while self._stage is None:
                self._hear_of_the_launch()
        except LaunchError:
            with contextlib.suppress(LaunchError):  # one LaunchError is enough
                self.close()
            raise

    def _hear_of_the_launch(self) -> None:
        deadline = self.started + SECONDS_TO_BEGIN
        self._next_message(deadline, DOES_NOT_BEGIN)

    @property
    def ended(self) -> bool:
        return self.status is not None

    @property
    def sources(self) -> list[Source]:
        """Where something of it comes: whoever waits for two programs waits for those of both."""
        return [*self._outputs, *([] if self.ended else [self._handle.control])]

    def wait(
        self,
        deadline: float,
        readable: Sequence[Readable] = (),
        writable: Sequence[Readable] = (),
    ) -> bool:
        """Wait until one of the sockets is ready or something happens to the program.

        `deadline` is a time of `time.monotonic()`. Returns False once it has
        passed with nothing to tell, raises OutOfTime after `last_moment`, and
        LaunchError where the program has not even begun.
        """
        self._have_begun()
        if self.last_moment is not None and time.monotonic() > self.last_moment:
            raise OutOfTime
        sources = self.sources
        left = max(0.0, deadline - time.monotonic())
        feeds = self._feeds()
        ready, ready_to_write = ready_of([*readable, *sources], [*writable, *feeds], left)
        for feed in feeds:
            if feed in ready_to_write:
                feed.go_on()
        for source in sources:
            if source in ready:
                self._take(source)
        return bool(ready or ready_to_write)

    def _feeds(self) -> list[Feed]:
        feed = self._handle.feed
        return [feed] if feed and not feed.is_over else []

    def _have_begun(self) -> None:
        """Wait for the program's first line, unless we have ended it before that."""
        while self._stage != "begun" and not self._finished:
            self._hear_of_the_launch()

    def _take(self, source: Source) -> None:
        if source is self._handle.control:
            if not self.ended:  # else what was there has been heard while the program was ended
                self._hear(source.read(1 << 16))
            return
        try:
            data = source.read(1 << 16)
        except BlockingIOError:
            return  # the program has read its own output
        if data:
            self._outputs[source].add(data)
            if self.stdout.total + self.stderr.total > MOST_OUTPUT:
                self.too_much = "output"
                self.finish()
        else:
            del self._outputs[source]

    def _hear(self, message: bytes) -> Told:
        if not message:
            raise LaunchError(gettext("the launcher's helper process has ended unexpectedly"))
        told: Told = json.loads(message)
        if "stage" in told:
            self._stage = told["stage"]
        is_ours = self._stage != "begun"
        if "broken" in told and not (is_ours and self._finished):
            why = told["broken"]
            raise LaunchError(
                gettext("the program could not be started: {error}", error=why)
                if is_ours
                else gettext("the launcher has failed: {error}", error=why)
            )
        if "ended" in told:
            if is_ours and not self._finished:
                why = _ending(told["ended"])
                raise LaunchError(gettext("the program could not be started: {error}", error=why))
            self.status = told["ended"]
            self.peak = told.get("peak")
            self._turns = told.get("turns")
            self.too_much = self.too_much or told.get("too_much")
        return told

    def memory(self) -> tuple[int, int] | None:
        """Give the bytes of memory and of address space that it has had at most until now.

        None where the system does not tell. Raises LaunchError.
        """
        memory = self._ask("memory")["memory"]
        if memory is None:
            return None
        resident, reserved = memory
        return resident, reserved

    def held(self) -> dict[str, tuple[int, int]]:
        """Give the bytes of memory of each of its processes, by pid; nothing where nobody knows.

        They are the most since this was asked the last time, and those that it has now. What was
        given back before now counts no more in `peak`. It may be asked before the program has
        begun, when all that it has is ours. Raises LaunchError.
        """
        self._handle.ask("held")
        held = self._message_with("held")["held"]
        return {pid: (most, now) for pid, (most, now) in held.items()}

    def where(self) -> tuple[Stop, ...]:
        """Find out where its threads stand, the main one first; nothing if it does not tell.

        It is asked by a signal, which disturbs no call of it but signal.pause(). Raises
        LaunchError.
        """
        self._have_begun()
        if self.ended:
            return ()
        return stops_at(self._ask("where")["where"], self.folder.outside)

    def _ask(self, what: Question) -> Told:
        """Ask the launcher about the program, and give its answer. Raises LaunchError."""
        self._have_begun()
        self._handle.ask(what)
        return self._message_with(what)

    def moment(self, where: bool = False) -> Moment:
        """Take what it has printed, and give how far it is; with `where` also where it stands.

        Raises LaunchError.
        """
        if self.channel is not None and self._stage != "begun":
            return Moment((), 0, 0)  # no call has been sent: nothing of its own has happened
        stops = self.where() if where else ()
        with contextlib.suppress(OutOfTime):
            self.drain()
        status, stdout, stderr = self.status, self.stdout.total, self.stderr.total
        age = time.monotonic() - self.started
        return Moment(stops, stdout, stderr, status, self.turns(), age)

    def turns(self) -> Turns | None:
        """Give the seconds that it has run, and those that it was ready to; and if it is so now.

        None where the system does not tell. Raises LaunchError.
        """
        told = self._turns if self.ended else self._ask("turns")["turns"]
        return told and (told[0], told[1], told[2])

    def drain(self) -> None:
        """Take what has been printed so far, without waiting."""
        while self._outputs and self.wait(time.monotonic()):
            pass

    def goes_on(self, until: float) -> bool:
        """Tell whether it still runs, until that last moment, with an output that is empty again."""
        self.last_moment = until
        self.drain()
        if self.ended:
            return False
        self.traceback = None
        self.stdout, self.stderr = Output(), Output()
        handle = self._handle
        fresh: dict[Source, Output] = {handle.stdout: self.stdout, handle.stderr: self.stderr}
        self._outputs = {source: fresh[source] for source in self._outputs}
        return True

    @property
    def is_silent(self) -> bool:
        """Whether nothing more can be printed: it has ended, and nobody holds its outputs."""
        return self.ended and not self._outputs

    def wait_for_end(self, deadline: float) -> bool:
        """Wait for the program's end, and read what it printed; tell whether it ended in time.

        Prints of a process that it has left behind are waited for LAST_WORDS seconds only.
        """
        while not self.is_silent:
            moment = time.monotonic() + LAST_WORDS
            if not self.wait(min(deadline, moment) if self.ended else deadline):
                break
        return self.ended

    def stop(self, grace: float) -> None:
        """Send SIGTERM, and wait `grace` seconds for its last prints; it may run on after that.

        Python handles a signal between two of its own steps. One that comes when a call that waits
        has just been made would be handled after that call, which nothing else may ever end.
        """
        self._have_begun()
        if self.ended:
            return
        now = time.monotonic()
        self._handle.stop()
        if not self.wait_for_end(now + min(grace, SECONDS_TO_HEAR)):
            self._handle.wake()
        self.wait_for_end(now + grace)

    def finish(self) -> None:
        """End all processes of the run, and wait until that is done. Raises LaunchError."""
        if self._finished:
            return
        self._finished = True
        self._handle.finish()
        self._message_with("finished")
        self.is_over = True
        if self.status is None:
            self.status = -9

    def _message_with(self, field: str) -> Told:
        """Wait for the message that has this field, and hear those before it."""
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while field not in (told := self._next_message(deadline)):
            pass
        return told

    def _next_message(self, deadline: float, otherwise: str = DOES_NOT_ANSWER) -> Told:
        control = self._handle.control
        left = max(0.0, deadline - time.monotonic())
        if not select.select([control], [], [], left)[0]:
            raise LaunchError(gettext(otherwise))
        return self._hear(control.read(1 << 16))

    def close(self) -> None:
        """End the program if it still runs, and give its descriptors back; its output stays."""
        if self._closed:
            return
        self._closed = True
        try:
            self.finish()
            for source, output in list(self._outputs.items()):
                while select.select([source], [], [], 0)[0]:
                    try:
                        data = source.read(1 << 16)
                    except BlockingIOError:
                        break
                    if not data:
                        break
                    output.add(data)
                    if output.total > MOST_OUTPUT:
                        break
        finally:
            self._outputs.clear()
            self._handle.close()


def _ending(status: int) -> str:
    if status < 0:
        return gettext("it ended with signal {number} before its first line", number=-status)
    return gettext("it ended with status {number} before its first line", number=status)
