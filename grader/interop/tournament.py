"""All meetings of a class: who meets whom, and what came of it.

First each program meets the reference of the other side. What then does not even come to the
wire meets nobody else: that would be the same each time.
"""

import contextlib
import platform
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime

import grader
from grader import i18n
from grader.course import checks
from grader.course.layout import Target
from grader.grading import batch, pool
from grader.grading.collect import stop_signals
from grader.i18n import gettext
from grader.interop import meeting
from grader.interop.meeting import Meeting
from grader.interop.pairs import Known
from grader.launch.program import Launcher
from grader.matrix import Cell, Matrix, PairResult, Player
from grader.report import Isolation
from grader.submissions.folder import Work
from grader.text import printable

Couple = tuple[str | None, str | None]  # a client and a server; None is the reference
Units = Mapping[str, Work]


@dataclass(frozen=True)
class Entrant:
    """Somebody who takes part, with the files of each unit; the reference has no player."""

    player: Player | None
    units: Units

    @property
    def key(self) -> str | None:
        """What cells know it by."""
        return self.player.key if self.player else None


@dataclass(frozen=True)
class Plan:
    """What is to be played. Where only some are wanted, `clients` or `servers` are these."""

    pairs: Sequence[Known]
    seed: int
    partners: int | None = None
    clients: frozenset[str] | None = None
    servers: frozenset[str] | None = None

    def couples(self, keys: Sequence[str]) -> list[Couple]:
        """List who meets whom in each pair, without the reference."""
        met = _all(keys) if self.partners is None else self._sampled(keys, self.partners)
        return [
            (client, server)
            for client, server in met
            if (self.clients is None or client in self.clients)
            and (self.servers is None or server in self.servers)
        ]

    def _sampled(self, keys: Sequence[str], partners: int) -> list[tuple[str, str]]:
        """Draw so many servers for each client; each server is drawn as often as any other.

        They sit round a table in an order that is drawn, and each client meets the next ones.
        """
        seats = random.Random(f"{self.seed}:seats").sample(keys, len(keys))
        return sorted(
            (seats[place], seats[(place + step) % len(seats)])
            for place in range(len(seats))
            for step in range(1, min(partners, len(seats) - 1) + 1)
        )


def _all(keys: Sequence[str]) -> list[tuple[str, str]]:
    return [(client, server) for client in keys for server in keys]


class Tournament:
    """All meetings of these entrants and the reference, by a plan."""

    def __init__(self, entrants: Sequence[Entrant], reference: Entrant, plan: Plan) -> None:
        self._entrants, self._plan = entrants, plan
        self._rounds = _Rounds(entrants, reference, plan)

    @property
    def number(self) -> int:
        """How many meetings there are."""
        return self._rounds.number

    def play(
        self,
        launcher: Launcher,
        *,
        workers: int | None = None,
        told: Callable[[Cell], None] = lambda cell: None,
        tick: Callable[[], None] = lambda: None,
    ) -> Matrix:
        """Play them all; `told` gets each cell, and `tick` is called now and then.

        After Ctrl-C and its like the matrix is not complete.
        """
        began = time.monotonic()
        rounds = self._rounds
        rounds.told = told
        _warm_up(self._plan.pairs)
        with (
            stop_signals() as stopped,
            contextlib.suppress(KeyboardInterrupt),
            batch.workers(launcher, workers) as executor,
        ):

            def look() -> None:
                tick()
                if stopped():
                    raise KeyboardInterrupt

            width = batch.width(workers)
            for each in rounds.in_order:
                for met, cell in _played(each(), executor, width, look):
                    rounds.add(met.pair, cell)
        return Matrix(
            seed=self._plan.seed,
            played_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=round(time.monotonic() - began, 2),
            grader=grader.__version__,
            python=platform.python_version(),
            isolation=Isolation(*launcher.isolation()),
            partners=self._plan.partners,
            players=[each.player for each in self._entrants if each.player],
            pairs=rounds.results(),
            complete=rounds.done == rounds.number,
            language=i18n.language(),
        )


def _warm_up(chosen: Sequence[Known]) -> None:
    """Import what meetings of these need, so that workers which are forked from now on share it."""
    for known in chosen:
        for target in (known.client, known.server):
            checks.kind(target)


def _played(
    meetings: Sequence[Meeting],
    executor: Executor,
    width: pool.Width,
    tick: Callable[[], None],
) -> Iterator[tuple[Meeting, Cell]]:
    """Yield each meeting with its cell; one whose process breaks is played once more, alone."""
    lost = []
    for each, cell in pool.once(meet, meetings, executor, width, tick):
        if isinstance(cell, Cell):
            yield each, cell
        else:
            lost.append(each)
    for each, cell in pool.once(meet, lost, executor, pool.Width(1), tick):
        yield each, cell if isinstance(cell, Cell) else _broken(each, cell)


def meet(met: Meeting) -> Cell:
    """Play one meeting in the current process, which is a worker's."""
    return pool.worker().lend(lambda launcher, held: meeting.play(met, launcher, held))


def _broken(met: Meeting, error: Exception) -> Cell:
    told = printable(f"{type(error).__name__}: {error}")
    return Cell(met.client, met.server, "error", message=meeting.our_mistake(told))


class _Rounds:
    """The meetings of all pairs, and the cells that are known already."""

    def __init__(self, entrants: Sequence[Entrant], reference: Entrant, plan: Plan) -> None:
        self._entrants = {each.key: each for each in (reference, *entrants)}
        self._plan = plan
        self.told: Callable[[Cell], None] = lambda cell: None  # gets each cell when it is known
        keys = [each.player.key for each in entrants if each.player]
        self._couples = {known: plan.couples(keys) for known in plan.pairs}
        self._cells: dict[Known, dict[Couple, Cell]] = {known: {} for known in plan.pairs}

    @property
    def done(self) -> int:
        """How many cells are known."""
        return sum(map(len, self._cells.values()))

    @property
    def number(self) -> int:
        """How many cells there are."""
        return sum(len(self._first(known)) + len(self._couples[known]) for known in self._cells)

    def add(self, known: Known, cell: Cell) -> None:
        """Keep a cell; of one that was played twice the better one."""
        cells, couple = self._cells[known], (cell.client, cell.server)
        if couple not in cells:
            self.told(cell)
        if couple not in cells or cell.outcome == "passed":
            cells[couple] = cell

    def _first(self, known: Known) -> list[Couple]:
        """List the meetings with the reference, of those who meet anybody."""
        clients = dict.fromkeys(client for client, _ in self._couples[known])
        servers = dict.fromkeys(server for _, server in self._couples[known])
        return [*((client, None) for client in clients), *((None, server) for server in servers)]

    @property
    def in_order(self) -> Sequence[Callable[[], list[Meeting]]]:
        """The rounds; each is known when the one before has been played."""
        return (self.with_reference, self.once_more, self.among_learners, self.once_more)

    def with_reference(self) -> list[Meeting]:
        """Give the first round; what has no file to run is a cell at once."""
        return [
            met
            for known in self._cells
            for couple in self._first(known)
            if (met := self._meeting(known, couple))
        ]

    def among_learners(self) -> list[Meeting]:
        """Give the second round, when the first one has been played."""
        return [
            met
            for known, couples in self._couples.items()
            for couple in couples
            if (met := self._meeting(known, couple))
        ]

    def once_more(self) -> list[Meeting]:
        """Give the meetings that would say something new if they failed: what happens twice is so.

        Those are the ones with the reference, and those that are interesting. A program that
        was waited for in vain would only be waited for again.
        """
        return [
            met
            for result, known in zip(self.results(), self._cells, strict=True)
            for cell in result.cells
            if cell.outcome == "failed" and not cell.in_vain and self._is_news(result, cell)
            if (met := self._meeting(known, (cell.client, cell.server)))
        ]

    def _is_news(self, result: PairResult, cell: Cell) -> bool:
        is_alone = None in (cell.client, cell.server)
        return (is_alone and not self._has_begun(result)) or result.is_interesting(cell)

    def _has_begun(self, result: PairResult) -> bool:
        """Tell whether learners have met each other already."""
        return any(None not in (cell.client, cell.server) for cell in result.cells)

    def _meeting(self, known: Known, couple: Couple) -> Meeting | None:
        client, server = couple
        cells = self._cells[known]
        alone = [cells.get((client, None)), cells.get((None, server))]
        why = next((each.message for each in alone if each and each.outcome == "not_played"), None)
        files = [self._files(client, known.client), self._files(server, known.server)]
        why = why or next((each for each in files if isinstance(each, str)), None)
        if why is not None:
            self.add(known, Cell(client, server, "not_played", message=why))
            return None
        there, other = files
        assert not isinstance(there, str) and not isinstance(other, str)
        return Meeting(
            *(known, client, server, there, other, self._plan.seed, i18n.language()),
            hangs=any(each is not None and each.in_vain for each in alone),
        )

    def _files(self, key: str | None, target: Target) -> Mapping[str, bytes] | str:
        """Give the files of one entrant for a program, or why there is no such program."""
        work = self._entrants[key].units[target.unit]
        name = f"{target.program}.py"
        if problem := work.problems.get(name):
            return problem
        if name not in work.files:
            return gettext("There is no {file}.", file=target.file)
        return work.files

    def results(self) -> list[PairResult]:
        """Give what is known of each pair, in the order of the plan."""
        return [
            PairResult(
                str(known),
                str(known.client),
                str(known.server),
                [
                    self._cells[known][couple]
                    for couple in [*self._first(known), *self._couples[known]]
                    if couple in self._cells[known]
                ],
            )
            for known in self._cells
        ]
