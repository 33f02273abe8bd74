"""What one mistake costs: points that wrong programs lose, and points that are then not judged.

    python tests/benchmarks/costs.py [UNIT[/PROGRAM]]

Judges the wrong programs of the shelf. A point is lost where a check failed, and blocked where
a check could not be run because another one had failed.
"""

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(path) for path in Path(__file__).parents[1:3]]

import shelf
from grader.report import ProgramResult

# Whoever fails one of these cannot be judged further: it never starts, listens, connects or sends.
NOBODY_THERE = ("listens", "connects", "binds", "sends")
HALF = 10  # points of a program


def cost(result: ProgramResult) -> tuple[int, int]:
    """The points that a program lost by itself, and those that were blocked."""
    sums = dict.fromkeys(("failed", "not_run"), 0)
    for check in result.checks:
        if check.outcome in sums:
            sums[check.outcome] += check.max_points
    return sums["failed"], sums["not_run"]


def is_there(entry: shelf.Entry) -> bool:
    """Whether there is a program to judge: one that starts, and can be reached."""
    return not entry.loses.intersection(NOBODY_THERE)


def tell(name: str, costs: Sequence[tuple[int, int]]) -> None:
    """Print a line of the table."""
    lost, blocked = zip(*costs, strict=True)
    dear = sum(own + others > HALF for own, others in costs)
    print(
        f"{name:26} {len(costs):4}   {statistics.mean(lost):5.2f} lost   "
        f"{statistics.mean(blocked):5.2f} blocked   {dear:3} cost more than half"
    )


def main(place: str = "") -> int:
    """Judge and print; the exit status."""
    wrong = [each for each in shelf.everything() if each.loses and not each.judged_by]
    chosen = [each for each in wrong if is_there(each) and str(each).startswith(place)]
    results = {str(entry): (entry, cost(result)) for entry, result in shelf.judge(chosen)}
    for target in sorted({str(entry.target) for entry in chosen}):
        tell(target, [sums for entry, sums in results.values() if str(entry.target) == target])
    tell("all", [sums for _, sums in results.values()])
    for name, (_, (lost, blocked)) in sorted(results.items()):
        if lost + blocked > HALF:
            print(f"  {name}: {lost} lost, {blocked} blocked")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
