"""The report as JSON: the contract with other tools (see `grader.report`)."""

import json

from grader.report import Hints, Report


def render(report: Report, hints: Hints) -> str:
    """Give the report as indented JSON, in ASCII so that any reader can take it."""
    return json.dumps(report.to_dict(), indent=1) + "\n"
