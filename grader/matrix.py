"""What came of it when learners' programs met each other, as plain data (version 1 of the JSON)."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Literal

from grader.report import Event, Isolation

VERSION = 1
Outcome = Literal["passed", "failed", "not_played", "error"]
Side = Literal["client", "server"]


@dataclass(frozen=True)
class Player:
    """Somebody whose programs take part; `key` is what cells know them by."""

    key: str
    name: str
    place: str


@dataclass(frozen=True)
class Cell:
    """A meeting of one learner's client and another one's server; None is the reference.

    `by` is the side that was the first to break a rule, where the wire tells. An `error` is the
    grader's own.
    """

    client: str | None
    server: str | None
    outcome: Outcome
    by: Side | None = None
    in_vain: bool = False  # whether one of the two was waited for until patience ended
    message: str | None = None
    expected: str | None = None
    received: str | None = None
    seconds: float = 0.0
    steps: list[str] = field(default_factory=list)
    transcript: list[Event] = field(default_factory=list)
    client_output: str | None = None
    server_output: str | None = None


@dataclass(frozen=True)
class PairResult:
    """All meetings of one pair of programs, such as `01_hello/tcp`."""

    name: str
    client: str  # the program: "01_hello/tcp_client"
    server: str
    cells: list[Cell]

    @cached_property
    def _by_players(self) -> dict[tuple[str | None, str | None], Cell]:
        return {(cell.client, cell.server): cell for cell in self.cells}

    def cell(self, client: str | None, server: str | None) -> Cell | None:
        """Give the cell of these two; None if they did not meet."""
        return self._by_players.get((client, server))

    def with_reference(self, cell: Cell) -> tuple[bool, bool]:
        """Tell whether the client, and the server, passes with the reference."""
        alone = self.cell(cell.client, None), self.cell(None, cell.server)
        return (
            alone[0] is not None and alone[0].outcome == "passed",
            alone[1] is not None and alone[1].outcome == "passed",
        )

    def is_interesting(self, cell: Cell) -> bool:
        """Tell whether both pass with the reference, and fail together."""
        are_learners = cell.client is not None and cell.server is not None
        return are_learners and cell.outcome == "failed" and all(self.with_reference(cell))

    def is_own_way(self, cell: Cell) -> bool:
        """Tell whether the two understand each other although the reference does not understand one."""
        are_learners = cell.client is not None and cell.server is not None
        return are_learners and cell.outcome == "passed" and not all(self.with_reference(cell))


@dataclass(frozen=True)
class Matrix:
    """All that came of one run. `partners` is how many servers each client met, if not all."""

    seed: int
    played_at: str  # UTC, ISO 8601
    seconds: float
    grader: str
    python: str
    isolation: Isolation
    partners: int | None
    players: list[Player]
    pairs: list[PairResult]
    complete: bool = True  # or interrupted
    language: str = "en"

    def interesting(self) -> Iterator[tuple[PairResult, Cell]]:
        """Yield the cells in which two fail together that pass with the reference."""
        for pair in self.pairs:
            yield from ((pair, cell) for cell in pair.cells if pair.is_interesting(cell))

    @property
    def has_errors(self) -> bool:
        """Whether the grader itself failed at a cell."""
        return any(cell.outcome == "error" for pair in self.pairs for cell in pair.cells)

    def to_dict(self) -> dict[str, object]:
        """Give what the JSON has; of each cell also whether it is interesting."""
        whole = {"version": VERSION, **asdict(self)}
        whole["pairs"] = [
            {
                **asdict(pair),
                "cells": [
                    {**asdict(cell), "interesting": pair.is_interesting(cell)}
                    for cell in pair.cells
                ],
            }
            for pair in self.pairs
        ]
        return whole

    def to_json(self) -> str:
        """Give it as one line of JSON."""
        return json.dumps(self.to_dict(), allow_nan=False)
