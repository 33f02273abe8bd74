"""What may happen while a folder is watched, in the order in which it is taken from a queue."""

from dataclasses import dataclass
from queue import SimpleQueue

from grader.usage import Status


@dataclass(frozen=True)
class Saved:
    """Something in the folder is not as it was; what that is, only its files tell."""


@dataclass(frozen=True)
class Noted:
    """The user has to know something, which holds from now on."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """A key was pressed: the character itself, or a name such as `up`."""

    key: str


@dataclass(frozen=True)
class Resized:
    """The window has another size, or has to be drawn anew."""


@dataclass(frozen=True)
class Resumed:
    """We were stopped for a while, as by Ctrl-Z, in which a program could not be judged."""


@dataclass(frozen=True)
class Ended:
    """The user has had enough, or is gone."""

    status: Status


Event = Saved | Noted | Pressed | Resized | Resumed | Ended
Events = SimpleQueue[Event]
