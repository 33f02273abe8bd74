"""The report as Classroom 50's result.json.

https://github.com/foundation50/classroom50/wiki/Advanced-Autograding
Whose work this is does not come from the submission: Classroom 50 names it in
the environment of the autograder that it runs. Outside of it these fields are
empty. The autograder exits with 0 when it graded, whatever the score:
`--fail-under 0` does that. Another status, such as our 3 for a mistake of the
grader, makes Classroom 50 record an error and no score.

A check has either passed or not there; there is no third word. One at which the
grader failed has not, but out of 0 points, and its name and the fields `outcome`
and `message` (further fields are kept as they are) say whose mistake that is.
"""

import json
import os
from collections.abc import Mapping

from grader.i18n import gettext
from grader.renderers import story
from grader.report import CheckResult, Report, Words

SCHEMA = "classroom50/result/v1"


def render(report: Report, words: Words, environment: Mapping[str, str] = os.environ) -> str:
    """Give the result; all points are integers."""
    broken = [*story.not_gradable(report.checks), *story.not_reached(report)]
    return json.dumps(
        {
            "schema": SCHEMA,
            "classroom": environment.get("CLASSROOM", ""),
            "assignment": environment.get("ASSIGNMENT", ""),
            "assignment_type": environment.get("ASSIGNMENT_TYPE", "individual"),
            "owner": environment.get("OWNER", ""),
            "submission": environment.get("SUBMISSION_TAG", ""),
            "commit": environment.get("COMMIT_URL", ""),
            "release": environment.get("RELEASE_URL", ""),
            "review": environment.get("REVIEW_URL") or environment.get("COMMIT_URL", ""),
            "datetime": report.graded_at,  # Classroom 50 puts the commit's own time here
            "graded_at": report.graded_at,
            "score": report.score,
            "max-score": report.max_score,
            "tests": [_test(check, check in broken) for check in report.checks],
        },
        indent=1,
    )


def _test(check: CheckResult, is_broken: bool) -> dict[str, object]:
    name = f"{check.id.partition('::')[0]}: {check.title}"
    test = {
        "test-name": name,
        "passed": check.outcome == "passed",
        "score": check.points,
        "max-score": check.max_points,
    }
    if not is_broken:
        return test
    why = story.NOT_GRADED if not check.max_points else story.NOT_REACHED
    told = {"outcome": check.outcome, "message": check.message or ""}
    return {**test, "test-name": f"{name} ({gettext(why)})", **told}
