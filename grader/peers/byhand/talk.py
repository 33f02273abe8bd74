"""What a peer does that is a client by hand: an ordinary conversation, then what is typed."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Protocol

from grader.i18n import gettext
from grader.peers.byhand.hand import Hand
from grader.peers.byhand.streams import Broken, Wire, connect

PATIENCE = 3.0  # seconds for an answer, before the conversation goes on all the same


class CannotSay(Exception):
    """A typed line that means nothing in this protocol; the text says what does."""


class Speech(Protocol):
    """How a client speaks on one connection."""

    def said(self, line: str) -> bytes:
        """Give the bytes that a typed line stands for. Raises CannotSay."""

    def heard(self, data: bytes) -> list[str]:
        """Take what came, and say of each message that is whole by now what it says."""

    @property
    def greets(self) -> bool:
        """Whether the server speaks first."""


async def talk(
    hand: Hand,
    speech: Callable[[], Speech],
    opening: Sequence[str],
    *,
    arguments: Sequence[str],
    tip: str,
    half_closes: bool = False,
    waits_for_end: bool = True,
) -> None:
    """Say the lines of the opening, each when the one before is answered, and then typed ones.

    `arguments` are those that the program is started with, and `tip` says what can be typed.
    Where the program has closed its connection, the next line is said on a new one. When the
    input is over, our side is closed at once (`half_closes`), or all answers are waited for; the
    program then closes the connection, or we do where it need not (not `waits_for_end`).
    """
    if not hand.is_port_given:
        hand.show_command(arguments)
    conversation = await Conversation.begin(hand, speech(), arguments)
    await conversation.greeting()
    for line in opening:
        await conversation.say(line)
        await conversation.answer()
    hand.tell(tip)
    async for line in hand.lines:
        if conversation.is_over:
            conversation = await Conversation.begin(hand, speech(), arguments)
            await conversation.greeting()
        await conversation.try_to_say(line)
    if half_closes:
        conversation.wire.end()
    elif not waits_for_end:
        await conversation.answer()
        conversation.wire.close_in_order()
    await conversation.end()


class Conversation:
    """One connection to the program, on which answers are shown whenever they come."""

    def __init__(self, hand: Hand, speech: Speech, wire: Wire) -> None:
        self._hand, self._speech, self.wire = hand, speech, wire
        self._awaited = 0  # messages that are still to come
        self._change = asyncio.Event()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def begin(cls, hand: Hand, speech: Speech, arguments: Sequence[str]) -> "Conversation":
        """Connect, as soon as the program listens."""
        return cls(hand, speech, await connect(hand, arguments))

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self._listening.done()

    async def _listen(self) -> None:
        while data := await self.wire.receive():
            for told in self._speech.heard(data):
                self._awaited -= 1
                if told:
                    self._hand.note(told)
            self._change.set()
        await self.wire.close()
        self._change.set()

    async def greeting(self) -> None:
        """Wait for the message that the server begins with, if it does."""
        if self._speech.greets:
            self._awaited += 1
            await self.answer()

    async def say(self, line: str) -> None:
        """Say a line. Raises CannotSay."""
        data = self._speech.said(line)
        self._awaited += 1
        try:
            await self.wire.send(data)
        except Broken:
            self._awaited = 0
        except OSError:
            self._hand.transcript.step(gettext("this could not be sent: the connection has ended"))

    async def try_to_say(self, line: str) -> None:
        """Say a typed line, or tell why that is not possible."""
        try:
            await self.say(line)
        except CannotSay as error:
            self._hand.tell(str(error))

    async def answer(self) -> None:
        """Wait until all is answered, the connection ends, or for PATIENCE seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE + self._hand.faults.delay):
                while self._awaited > 0 and not self.is_over:
                    self._change.clear()
                    waits = asyncio.create_task(self._change.wait())
                    await asyncio.wait(
                        {waits, self._listening}, return_when=asyncio.FIRST_COMPLETED
                    )
                    waits.cancel()
                return
        self._hand.transcript.step(
            gettext("no answer came in {seconds} s", seconds=f"{PATIENCE:g}")
        )

    async def end(self) -> None:
        """Wait until the program has closed the connection."""
        await self._listening
