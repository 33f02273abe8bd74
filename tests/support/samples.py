"""Reports for the tests of renderers: small ones, and ones in which a program says what it likes."""

import base64

from grader.report import CheckResult, Isolation, ProgramResult, Report, UnitResult, split_step

UNIT = "01_hello"

# What has a meaning to a page, a diagram, a log, a terminal or a spreadsheet.
HOSTILE = [
    "</details></summary></code></pre><script>alert(1)</script><img src=x onerror=alert(1)>",
    "```\n# Passed\n\n````mermaid\nsequenceDiagram\n~~~\n`````````",
    "| 100/100 | ✅ |\n|---|---|\n***bold*** _it_ [link](javascript:alert(1)) ![i](http://evil.test/x.png)",
    "@someone #1 GH-1 http://evil.test www.evil.test me@evil.test :tada: $x^2$ $`x`$ <!-- ",
    "end\nend end; loop x\n%%{init: {'theme':'forest'}}%%\npeer->>program: hi; Note over peer: x",
    "style a fill:#fff; classDef a fill:#fff; click a href #quot; #35; <br/> $$x$$ wrap: :nowrap: \\n",
    "::error::x\n  ::notice title=Autograding complete::Points 100/100\n##[error]y\n::stop-commands::z",
    "\r::error::x\r\n\x85::set-output name=score::100\u2028::add-mask::a\u3000::debug::x %0A::error::z",
    "]]>&amp;<![CDATA[ \x00\x08\x1b[2J\ud800\ufffe\uffff\u202e",
    '=HYPERLINK("http://evil.test","x")',
]

# What Classroom 50 tells its autograder of whose work it is.
CLASSROOM = {
    "CLASSROOM": "networks",
    "ASSIGNMENT": "hello",
    "ASSIGNMENT_TYPE": "group",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/2026-11-22T12-00-00Z-a1b2c3d",
    "COMMIT_URL": "https://git.test/c",
    "RELEASE_URL": "https://git.test/r",
    "REVIEW_URL": "https://git.test/v",
}


def event(said, who="program", name="data", peer="the client", fault=None, pieces=None):
    data = base64.b64encode(said.encode("utf-8", "surrogatepass")).decode()
    return {
        "at": 0.001,
        "from": who,
        "peer": peer,
        "ours": "127.0.0.2:20001",
        "theirs": "127.0.0.1:20000",
        "event": name,
        "data": data,
        "shown": said,
        "fault": fault,
        "pieces": pieces,
        "raw": None,
        "size": len(said.encode("utf-8", "surrogatepass")),
    }


def words(steps):
    """The words of these steps, without their times."""
    return [split_step(each).words for each in steps]


def check(name="answers_hi", outcome="failed", program="tcp_server", **fields):
    points = 3 if outcome == "passed" else 0
    return CheckResult(
        f"{UNIT}/{program}::{name}", f"Title of {name}", points, 3, outcome, **fields
    )


def talkative(said, name="answers_hi"):
    """A failed check in which everything that a program can influence is `said`."""
    return check(
        name,
        message=said,
        expected=said,
        received=said,
        diagnosis=said,
        line=3,
        output=said,
        traceback=said,
        steps=[said, said],
        transcript=[
            event(said),
            event(said, "grader"),
            event(said, name="silence"),
            event(said, name="new"),
        ],
    )


def program(*checks, name="tcp_server", missing=False):
    return ProgramResult.of(name, f"{UNIT}/{name}.py", list(checks), missing=missing)


def report(*programs, isolation=("full", ()), complete=True):
    unit = UnitResult.of(UNIT, "Hello, network", list(programs))
    return Report(
        submission="x",
        graded_at="2026-11-22T12:00:00Z",
        seconds=1.5,
        seed=7,
        grader="0.1.0",
        python="3.11.7",
        platform="linux",
        isolation=Isolation(isolation[0], list(isolation[1])),
        score=unit.score,
        max_score=unit.max_score,
        units=[unit],
        complete=complete,
    )


def of_every_kind():
    """A report with each outcome of a check and each status of a program."""
    mixed = program(
        check("listens", "passed", output="hello"),
        check(
            "answers_hi",
            message="Wrong.",
            expected="b'hi'",
            received="b'ho'",
            diagnosis="A slip.",
            steps=["started", "sent b'x'"],
            output="hello",
            transcript=[event("b'ho'")],
        ),
        check(
            "hangs_up",
            "not_run",
            blocked_by=f"{UNIT}/tcp_server::answers_hi",
            message="Not run: it needs “Title of answers_hi”.",
        ),
    )
    return report(
        mixed,
        program(check(outcome="passed"), name="tcp_client"),
        program(check(outcome="not_started", message="Not started."), name="udp_server"),
        program(
            check(outcome="not_run", message="There is no file."), name="udp_client", missing=True
        ),
        program(
            check(outcome="error", message="The grader made a mistake, not you: E"),
            name="http_tasks",
        ),
    )
