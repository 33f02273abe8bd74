"""A learner's module of functions, and a real server on loopback that has bad days."""

import errno
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from grader import scratch
from grader.course.checks import Network
from grader.failures.errors import NothingCame, Raised
from grader.i18n import gettext
from grader.jail.policy import Policy
from grader.peers.http.barrier import Barrier
from grader.peers.http.call import LONGEST_PAUSE, call
from grader.peers.http.script import Rule
from grader.peers.http.server import HttpServer
from grader.peers.http.tries import Tries
from grader.peers.http.values import Returned
from grader.scratch import Folder
from grader.subjects.base import NO_FILES, Examination, Files
from grader.subjects.functions import HttpTasks

LITTLE_SPACE = 1 << 20  # bytes that are free on a disk which counts as full
MOST_LEFT = 8  # files that are looked at of those that a call has made
LARGEST_FILE = 40 << 20  # bytes that a download may write into one file


def blame_a_full_disk(error: Raised, folder: Folder) -> None:
    """Raise OSError, which is our own fault, if the call failed because this disk is full.

    A room in a view of its own is full by the program's own doing.
    """
    is_on_disk = folder.inside == folder.outside
    if f"[Errno {errno.ENOSPC}]" not in error.message or not is_on_disk:
        return
    free = shutil.disk_usage(folder.outside).free
    if free < LITTLE_SPACE:
        raise OSError(errno.ENOSPC, f"the folder for temporary files has {free} bytes left")


class WebTasks(HttpTasks):
    """A learner's module of functions that use the web, over real connections."""

    network: ClassVar[Network] = "real"

    def __init__(self, examination: Examination) -> None:
        super().__init__(examination)
        self.scene.strain.has_clock = True  # each request has a timeout, and some tasks pauses
        self._server = HttpServer(self.scene, examination.ports.reserve(), self.site)
        self.scene.servers.append(self._server)
        self.pauses = LONGEST_PAUSE  # seconds that a call may take longer than others

    def page(
        self,
        rule: Rule,
        methods: Sequence[str] = ("GET",),
        query: str = "",
        host: str | None = None,
    ) -> str:
        """Put up a page of the server at an address that cannot be guessed, and give its URL.

        Raises ValueError for a `host`, since there is one server.
        """
        if host:
            raise ValueError(f"the real server is on its own host, not on {host}")
        return self.site.page(f"{self._server.url(self._name(8))}{query}", rule, methods)

    @property
    def tries(self) -> Tries:
        """The requests and the refused connections of the last call, and the pauses between."""
        return self._server.tries

    def refuse(self, times: int) -> None:
        """Refuse the next `times` connections."""
        self._server.refuse(times)

    @contextmanager
    def held(self, wanted: int) -> Iterator[Barrier]:
        """Hold the answers to a call until so many of its requests wait at once."""
        barrier = Barrier(wanted, self.scene.patience, self.scene.transcript)
        self._server.barrier = barrier
        try:
            yield barrier
        finally:
            self._server.barrier = None

    def call(self, function: str, *arguments: object, files: Files = NO_FILES) -> Returned:
        """Call the function, and begin to count its tries anew (see `Functions.call`).

        Raises OSError, which is our own fault, where the machine's disk was full.
        """
        self._server.begin()
        try:
            return super().call(function, *arguments, files=files)
        except NothingCame as failure:
            failure.message = self._unfinished(function)
            raise
        except Raised as error:
            blame_a_full_disk(error, self.program.folder)
            raise

    def _unfinished(self, function: str) -> str:
        """Say that a call does not come to its end, and what the server did last."""
        tries = self._server.tries
        if tries.since_last_end is None:
            return gettext("{function}() did not come to an end.", function=function)
        return gettext(
            "{function}() did not come to an end: {seconds:.0f} s have passed since {last}.",
            function=function,
            seconds=tries.since_last_end,
            last=tries.last,
        )

    def _call(self, function: str, arguments: Sequence[object]) -> Returned:
        self._server.listen()
        self._server.look_at_memory()  # before a line of the module has been run
        return call(
            self.scene,
            function,
            arguments,
            stay=self._stay(),
            server=self._server,
            pauses=self.pauses,
        )

    def has_file(self, name: str) -> bool:
        """Tell whether anything lies at this name in the folder of the last call."""
        return os.path.lexists(os.path.join(self.program.folder.outside, name))

    def file(self, name: str, most: int = 1 << 24) -> bytes | None:
        """Read up to `most` bytes of a regular file in the last call's folder, or None."""
        return scratch.read(self.program.folder.outside, name, most)

    def left(self, most: int) -> dict[str, bytes]:
        """Give the regular files that the last call has made in its folder, by name.

        They have `most` bytes together: what is beyond is cut off.
        """
        made = sorted(set(os.listdir(self.program.folder.outside)) - self._given)[:MOST_LEFT]
        found: dict[str, bytes] = {}
        for name in made:
            data = self.file(name, most)
            if data is not None:
                found[name] = data
                most -= len(data)
        return found

    def growth(self) -> int | None:
        """Tell by how many bytes one of its processes grew while it read a large body.

        None where the system does not tell.
        """
        self.program.wait_for_end(time.monotonic() + self.scene.patience.seconds("end"))
        return self._server.growth.until_the_end(self.program.peak)

    def _policy(self) -> Policy:
        return Policy(connect=(self._server.address[1],), bind=(0,), file_bytes=LARGEST_FILE)

    def close(self) -> None:
        """Give the server's sockets back."""
        self._server.close()
