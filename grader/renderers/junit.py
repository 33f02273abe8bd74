"""The report as JUnit XML, as Jenkins, GitLab and pytest know it (junit-10.xsd).

A suite is a program. A check that failed is a failure, a mistake of the grader
is an error, and what was not run or not started is skipped.
"""

import re
import xml.etree.ElementTree as ET

from grader.renderers import story

ELEMENTS = {"failed": "failure", "error": "error", "not_run": "skipped", "not_started": "skipped"}
# All that is not a Char of XML 1.0 (section 2.2).
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report):
    """The whole document."""
    root = ET.Element("testsuites", name="network-course", **_counts(report.checks))
    for unit in report.units:
        for program in unit.programs:
            root.append(_suite(report, f"{unit.name}/{program.name}", program))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(report, name, program):
    skipped = [check for check in program.checks if ELEMENTS.get(check.outcome) == "skipped"]
    suite = ET.Element(
        "testsuite",
        name=name,
        timestamp=report.graded_at.removesuffix("Z"),
        skipped=str(len(skipped)),
        **_counts(program.checks),
    )
    properties = ET.SubElement(suite, "properties")
    for key in ("score", "max_score"):
        ET.SubElement(properties, "property", name=key, value=str(getattr(program, key)))
    suite.extend(_case(name, check) for check in program.checks)
    return suite


def _counts(checks):
    outcomes = [check.outcome for check in checks]
    return {
        "tests": str(len(checks)),
        "failures": str(outcomes.count("failed")),
        "errors": str(outcomes.count("error")),
        "time": f"{sum(check.seconds for check in checks):.3f}",
    }


def _case(suite, check):
    case = ET.Element(
        "testcase",
        classname=suite.replace("/", "."),
        name=check.id.partition("::")[2],
        time=f"{check.seconds:.3f}",
    )
    if check.outcome != "passed":
        kind = ELEMENTS[check.outcome]
        result = ET.SubElement(case, kind, message=_allowed(check.message or check.title))
        if kind != "skipped":
            result.text = _allowed("\n".join(story.lines(check)))
    if check.output:
        ET.SubElement(case, "system-out").text = _allowed(check.output)
    return case


def _allowed(text):
    return FORBIDDEN.sub("", text)
