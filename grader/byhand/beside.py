"""The peer of a program that its author runs in another terminal, until somebody has had enough."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

from grader import output, scratch
from grader.byhand.screen import Screen
from grader.byhand.typed import Typed
from grader.course import checks
from grader.course.layout import Target
from grader.dice import Dice
from grader.i18n import gettext
from grader.launch.network import SharedNetwork
from grader.machine import STOPPING
from grader.peers.byhand.hand import Faults, Hand, Impossible, Peer, count_of
from grader.peers.ports import Ports
from grader.peers.transcript import Transcript
from grader.text import printable
from grader.usage import Status, WrongUse


def play(
    target: Target, faults: Faults, *, port: int | None, path: str | None, seed: int
) -> Status:
    """Be the peer of a program until Ctrl-C, or the end of the conversation and of the input.

    Raises WrongUse, NobodyReads and CannotPrint.
    """
    peer = _peer(target)
    if refusal := peer.refusal(faults):
        raise WrongUse(refusal)
    _demand_sense(target, peer, port, path)
    if path is not None and faults.reset_after is not None:
        raise WrongUse(gettext("a Unix-domain socket knows no reset: leave out --reset-after"))
    screen = Screen()
    screen.say(gettext("{program}, by hand. Ctrl-C ends this.", program=target))
    with _port(port, Dice(f"{seed}:port")) as chosen, _folder() as folder:
        session = _Session(screen)
        hand = Hand(
            file=f"{target.program}.py",
            dice=Dice(f"{seed}:{target}"),
            faults=faults,
            port=chosen,
            is_port_given=port is not None,
            path=path,
            folder=folder,
            transcript=Transcript(session.shows(screen.step)),
            tell=session.shows(screen.say),
            note=session.shows(screen.note),
            lines=Typed(lambda text: output.complain(printable(text))),
        )
        try:
            asyncio.run(session.play(peer, hand))
        except KeyboardInterrupt:
            pass
        except Impossible as error:
            raise WrongUse(str(error)) from None
        screen.say("")
        screen.say(count_of(hand.conversations))
    return Status.PASSED


def _peer(target: Target) -> Peer:
    """Load the peer of a program. Raises WrongUse where it has none."""
    if not target.peer_file.is_file():
        raise WrongUse(
            gettext("{program} cannot be tried by hand: play one of its checks", program=target)
        )
    found = checks.imported(f"peer_of_{target.unit}_{target.program}", target.peer_file).PEER
    assert isinstance(found, Peer), f"the PEER of {target.peer_file} is none"
    return found


def _demand_sense(target: Target, peer: Peer, port: int | None, path: str | None) -> None:
    if path is None:
        return
    if not peer.may_have_path:
        raise WrongUse(gettext("{program} has a host and a port, and no path", program=target))
    if port is not None:
        raise WrongUse(gettext("an address is a path or a port: give one of --path and --port"))
    if not hasattr(socket, "AF_UNIX"):
        raise WrongUse(gettext("this system has no Unix-domain sockets in Python: use --port"))
    if not path:
        raise WrongUse(gettext("--path is empty: give the path of a socket"))
    if why := _unfit(path):
        raise WrongUse(gettext("no socket can be at {path}: {why}", path=path, why=why))


def _unfit(path: str) -> str | None:
    """Say why a path can be that of no socket at all; None if it may be, now or later."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:  # which disturbs no server
        try:
            probe.connect(path)
        except OSError as error:
            return str(error) if error.errno is None else None  # it is too long for an address
    return None


@contextlib.contextmanager
def _port(given: int | None, dice: Dice) -> Iterator[int]:
    """Yield the port that was given, or one that is free and that no client gets by chance."""
    if given is not None:
        yield given
        return
    ports = Ports()
    ports.begin(SharedNetwork(), dice)
    try:
        yield ports.reserve()[1]
    finally:
        ports.close()


@contextlib.contextmanager
def _folder() -> Iterator[str]:
    """Yield a folder for the files that a program is to read."""
    folder = scratch.make()
    try:
        yield folder.inside
    finally:
        scratch.remove(folder)


class _Session:
    """Ends a session when its peer has done its part, or when something goes wrong in it."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._wrong: Exception | None = None
        self._changed: asyncio.Event | None = None
        self._is_over = False  # by Ctrl-C

    def shows(self, show: Callable[..., None]) -> Callable[..., None]:
        """Make a function that shows something, and ends the session where that is impossible."""

        def shown(*arguments: Any) -> None:
            try:
                show(*arguments)
            except (output.NobodyReads, output.CannotPrint) as error:
                self._fail(error)

        return shown

    def _fail(self, error: Exception) -> None:
        self._wrong = self._wrong or error
        if self._changed:
            self._changed.set()

    def _end(self) -> None:
        self._is_over = True
        if self._changed:
            self._changed.set()

    async def play(self, peer: Peer, hand: Hand) -> None:
        """Play it until its end or Ctrl-C. Raises what went wrong, wherever that was."""
        self._changed = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(
            lambda loop, context: self._fail(context.get("exception") or Exception(context))
        )
        for number in STOPPING:
            if signal.getsignal(number) is not signal.SIG_IGN:
                # where the system has no such handlers, Ctrl-C raises KeyboardInterrupt
                with contextlib.suppress(NotImplementedError):
                    loop.add_signal_handler(number, self._end)
        playing = asyncio.ensure_future(peer.play(hand))
        waiting = asyncio.create_task(self._changed.wait())
        await asyncio.wait({playing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._wrong:
            raise self._wrong
        if not self._is_over:
            await playing
