"""The result of grading as plain data, to and from JSON (version 1).

Every report that is shown or written is a pure function of a `Report`. The
fields of the JSON are a contract with tools outside this repository.
"""

from dataclasses import asdict, dataclass, field
from typing import Literal, TypedDict

VERSION = 1

Side = Literal["grader", "program"]
EventName = Literal["connect", "data", "datagram", "end", "reset", "request", "response", "silence"]
# What happened on the wire; functional, since `from` is a keyword.
Event = TypedDict(
    "Event", {"at": float, "from": Side, "event": EventName, "data": str, "shown": str}
)


@dataclass
class CheckResult:
    id: str
    title: str
    points: int
    max_points: int
    outcome: str  # passed, failed, not_run, not_started, error
    blocked_by: str | None = None
    seconds: float = 0.0
    message: str | None = None
    expected: str | None = None
    received: str | None = None
    diagnosis: str | None = None
    line: int | None = None
    steps: list[str] = field(default_factory=list)
    output: str | None = None
    traceback: str | None = None
    transcript: list[dict] = field(default_factory=list)


@dataclass
class ProgramResult:
    name: str
    file: str
    score: int
    max_score: int
    status: str  # passed, failed, not_started, missing, error
    checks: list[CheckResult]

    @classmethod
    def of(cls, name, file, checks, missing=False):
        """Adds up the points and the status from the checks."""
        return cls(
            name=name,
            file=file,
            score=sum(check.points for check in checks),
            max_score=sum(check.max_points for check in checks),
            status="missing" if missing else _status(checks),
            checks=checks,
        )


def _status(checks):
    outcomes = {check.outcome for check in checks if check.max_points}
    if "error" in outcomes:
        return "error"
    if outcomes <= {"passed"}:
        return "passed"
    # what is blocked by an unfinished function is as unfinished as that one
    return "not_started" if outcomes <= {"not_started"} else "failed"


@dataclass
class UnitResult:
    name: str
    title: str
    score: int
    max_score: int
    programs: list[ProgramResult]

    @classmethod
    def of(cls, name, title, programs):
        return cls(
            name=name,
            title=title,
            score=sum(program.score for program in programs),
            max_score=sum(program.max_score for program in programs),
            programs=programs,
        )


@dataclass
class Isolation:
    level: str  # full, partial, none
    missing: list[str]


@dataclass
class Report:
    submission: str
    graded_at: str  # UTC, ISO 8601
    seconds: float
    seed: int
    grader: str
    python: str
    platform: str
    isolation: Isolation
    score: int
    max_score: int
    units: list[UnitResult]
    version: int = VERSION

    @property
    def programs(self):
        return [program for unit in self.units for program in unit.programs]

    @property
    def checks(self):
        return [check for program in self.programs for check in program.checks]

    def to_dict(self):
        return {"version": self.version, **asdict(self)}

    @classmethod
    def from_dict(cls, data):
        """The report that `to_dict` gave. Raises ValueError for another version."""
        if data.get("version") != VERSION:
            raise ValueError(f"not a report of version {VERSION}")
        units = [
            UnitResult(
                **{
                    **unit,
                    "programs": [
                        ProgramResult(
                            **{
                                **program,
                                "checks": [CheckResult(**check) for check in program["checks"]],
                            }
                        )
                        for program in unit["programs"]
                    ],
                }
            )
            for unit in data["units"]
        ]
        return cls(**{**data, "isolation": Isolation(**data["isolation"]), "units": units})
