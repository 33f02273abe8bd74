"""The report as JUnit XML, as Jenkins, GitLab and pytest know it (junit-10.xsd).

A suite is a program. A check that failed is a failure, a mistake of the grader
is an error, and what was not run or not started is skipped.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from grader.i18n import gettext
from grader.renderers import story
from grader.report import CheckResult, ProgramResult, Report, Words

ELEMENTS = {"failed": "failure", "error": "error", "not_run": "skipped", "not_started": "skipped"}
# All that is not a Char of XML 1.0 (section 2.2).
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, words: Words) -> str:
    """Give the whole document."""
    root = ET.Element("testsuites", {"name": "network-course", **_counts(report.checks)})
    for unit in report.units:
        for program in unit.programs:
            root.append(_suite(report, f"{unit.name}/{program.name}", program))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report: Report, name: str, program: ProgramResult) -> ET.Element:
    skipped = [check for check in program.checks if ELEMENTS.get(check.outcome) == "skipped"]
    attributes = {
        "name": name,
        "timestamp": report.graded_at.removesuffix("Z"),
        "skipped": str(len(skipped)),
    }
    suite = ET.Element("testsuite", {**attributes, **_counts(program.checks)})
    properties = ET.SubElement(suite, "properties")
    told: dict[str, object] = {"score": program.score, "max_score": program.max_score}
    if not report.complete:
        told["complete"] = "false"  # of the report, whichever programs it lacks
    for key, value in told.items():
        ET.SubElement(properties, "property", name=key, value=str(value))
    suite.extend(_case(name, check) for check in program.checks)
    return suite


def _counts(checks: Sequence[CheckResult]) -> dict[str, str]:
    outcomes = [check.outcome for check in checks]
    return {
        "tests": str(len(checks)),
        "failures": str(outcomes.count("failed")),
        "errors": str(outcomes.count("error")),
        "time": f"{sum(check.seconds for check in checks):.3f}",
    }


def _case(suite: str, check: CheckResult) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=suite.replace("/", "."),
        name=check.id.partition("::")[2],
        time=f"{check.seconds:.3f}",
    )
    if check.outcome != "passed":
        kind = ELEMENTS[check.outcome]
        message = check.message or check.title
        if kind == "error":
            broken = f"{check.title}: {gettext(story.NOT_GRADED)}"
            message = ". ".join(filter(None, [broken, check.message]))
        result = ET.SubElement(case, kind, message=_allowed(message))
        if kind != "skipped":
            result.text = _allowed("\n".join(story.lines(check)))
    if check.output:
        ET.SubElement(case, "system-out").text = _allowed(check.output)
    return case


def _allowed(text: str) -> str:
    return FORBIDDEN.sub("", text)
