"""Reports that a test makes: what they say is chosen, and nothing was run for it."""

from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult


def report(*points, outcome="failed", unit="07_made"):
    """A report of one unit, whose programs have these points out of four each."""
    programs = []
    for number, won in enumerate(points):
        name = f"program{number}"
        checks = [
            CheckResult(f"{unit}/{name}::first", "Listens", min(won, 2), 2, "passed"),
            CheckResult(
                f"{unit}/{name}::second",
                "Hangs up",
                max(won - 2, 0),
                2,
                "passed" if won == 4 else outcome,
                message="Nothing <b>came</b>, \\",
            ),
        ]
        programs.append(ProgramResult.of(name, f"{unit}/{name}.py", checks))
    whole = UnitResult.of(unit, "Made", programs)
    return Report(
        "work/ada",
        "2026-11-26T12:00:00Z",
        0.5,
        7,
        "0.1.0",
        "3.11.7",
        "linux",
        Isolation("full", []),
        whole.score,
        whole.max_score,
        [whole],
    )
