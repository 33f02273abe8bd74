"""What the grader and a supervisor tell each other: JSON objects, one a packet.

Both sides read this file, as they do `policy`, so it imports nothing of ours. The packets
travel on a SOCK_SEQPACKET socket, so that each comes whole or not at all, whoever else
sends at the same time. The end of that socket means that the other side has gone.
"""

from typing import Literal, TypedDict

LARGEST = 1 << 16  # bytes of a packet
ROOM = "/learner"  # the path of the folder for the runs' folders in a view of their own

# The kernel's tables of the sockets in a network, and of what it has counted there (proc(5)), in
# the order in which they come
Table = Literal["udp", "tcp", "udp6", "tcp6", "snmp"]
TABLES: tuple[Table, ...] = ("udp", "tcp", "udp6", "tcp6", "snmp")

# How far a launch has come. "ready": all of the launcher's work is done but for what
# waits for the grader. "begun": the next thing to run is the learner's first line.
Stage = Literal["ready", "begun"]


class Start(TypedDict):
    """The order to start the file at `path`, with descriptors in the same packet.

    They are its standard input, output and error, and where `channel` is true two more, of a
    pipe to it and one from it, on which a function of the file is called (see
    `program/calls.py`).
    """

    path: str
    arguments: list[str]
    channel: bool
    environment: dict[str, str]
    policy: dict[str, object]  # the fields of a `Policy`


# What may be asked about a program that runs: by the field of `Told` that answers it.
Question = Literal["memory", "held", "where", "turns"]


class Order(TypedDict, total=False):
    """What the grader asks for: a start, or something about the program that runs."""

    start: Start
    do: Literal["stop", "wake", "finish"] | Question


class Stand(TypedDict):
    """Where a thread of the program stands: the topmost of its frames in the program's files."""

    file: str  # below the folder of the run
    line: int
    above: str | None  # the function of a library that it has called there
    whose: Literal["main", "thread", "child"]
    is_busy: bool | None  # or it waits; None if that cannot be told


class Told(TypedDict, total=False):
    """What a supervisor tells the grader: one of these at a time, but for what comes `ended`."""

    stage: Stage
    broken: str  # why the launch failed, or the supervisor itself
    ended: int  # the program's exit status, negative for a signal
    peak: int | None  # with `ended`: the most bytes of memory that it had
    too_much: Literal[
        "sessions", "sockets", "disk"
    ]  # with `ended`: why the supervisor has ended it
    memory: list[int] | None  # bytes of memory and of address space, None if unknown
    held: dict[str, list[int]]  # by pid: bytes of memory, at most since it was asked, and now
    where: list[Stand]
    # seconds that its threads have run, and that they were ready and had no processor, and whether
    # one of them is ready now; also with `ended`, then of its first process
    turns: tuple[float, float, bool] | None
    finished: int  # how many processes were left and had to be ended


class Wish(TypedDict):
    """What the grader wants in the network of a program: a new one, or so many sockets of IPv4.

    With a new network come descriptors of its tables of UDP and TCP sockets, of IPv4 and then of
    IPv6 (proc(5)), and a socket of sock_diag(7).
    """

    make: Literal["network", "stream", "datagram"]
    count: int


class Made(TypedDict, total=False):
    """What a supervisor answers to a wish, with the descriptors; nothing stands here if all is well.

    Its first message says which namespaces it has, with a descriptor of the room in its view.
    """

    network: bool
    view: bool
    broken: str


class Found(TypedDict):
    """The zygote's first message: which layers of the jail work here, and what would help."""

    works: list[str]
    missing: dict[str, str]
