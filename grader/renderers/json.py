"""The report as JSON: the contract with other tools (see `grader.report`)."""

import json

from grader.report import Report, Words


def render(report: Report, words: Words) -> str:
    """Give the report as indented JSON, in ASCII so that any reader can take it."""
    return json.dumps(report.to_dict(), indent=1) + "\n"
