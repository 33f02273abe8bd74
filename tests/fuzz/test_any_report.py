"""Any report comes back from JSON as it was, and each renderer makes something right of it."""

import csv
import io
import json
import os
import re
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
from pathlib import Path
from unittest.mock import patch

import jsonschema
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from scapy.utils import PcapNgReader

from conftest import ROOT
from elements import Read
from grader import actions
from grader.entry import Entry, Learner
from grader.gradebook.store import packed, unpacked
from grader.matrix import Cell, Matrix, PairResult, Player
from grader.renderers import (
    class_changes,
    class_list,
    class_page,
    classroom50,
    columns,
    gradescope,
    gradesheet,
    html,
    junit,
    markdown,
    matrix_page,
    pcapng,
    terminal,
)
from grader.renderers import json as json_report
from grader.renderers import matrix as matrix_lines
from grader.renderers.story import Line, plain
from grader.renderers.told import TEMPLATES
from grader.report import BadReport, Isolation, Report, Words
from samples import CLASSROOM
from strategies import NAMES, TIMES, events, reports, some, texts

SCHEMAS = ROOT / "tests" / "schemas"
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit.xsd")
WIDTHS = st.none() | st.integers(20, 200)
NO_WORDS = Words()


def assert_inert(line: Line) -> None:
    """No sign of a line of ours gives an order to a terminal, or hides or turns what stands there."""
    text = plain(line)
    alive = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert not alive, ascii(text)


# ------------------------------------------------------------------ as data


@given(reports())
def test_a_report_comes_back_from_json(report):
    assert Report.from_json(report.to_json()) == report
    assert Report.from_json(json_report.render(report, NO_WORDS)) == report
    assert Report.from_dict(report.to_dict()) == report


@given(reports())
def test_a_report_comes_back_from_the_gradebook(report):
    text = report.to_json().encode("ascii").decode("unicode_escape", "surrogatepass")
    kept = unpacked(packed(report))
    if text.encode("utf-8", "replace") == text.encode("utf-8", "surrogatepass"):
        assert kept == report
    else:  # what is no text is not kept, and everything else is
        assert len(kept.to_json()) <= len(report.to_json())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


@given(reports().map(Report.to_dict), st.data(), JSON)
def test_what_is_no_report_is_refused(whole, data, instead):
    """One of its values, however deep, is another one: then it is a report still, or is refused."""
    place: object = whole
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if isinstance(inner, dict | list) and data.draw(st.booleans()):
            place = inner
        else:
            place[key] = instead
            break
    try:
        read = Report.from_json(json.dumps(whole))
    except BadReport as refusal:
        assert "\n" not in str(refusal)
        return
    assert Report.from_json(read.to_json()) == read
    terminal.render(read, NO_WORDS, verbose=True)
    for render in (html.render, markdown.render, junit.render, gradescope.render, pcapng.render):
        render(read, NO_WORDS)
    actions.orders(read, NO_WORDS, Path("/nowhere"))


@given(st.binary(max_size=60) | texts)
def test_any_text_is_a_report_or_refused(text):
    try:
        Report.from_json(text)
    except BadReport as refusal:
        assert str(refusal)


# ------------------------------------------------------------------ for people


@given(reports(), WIDTHS, st.booleans())
def test_a_terminal_shows_any_report(report, width, verbose):
    for line in terminal.page(report, NO_WORDS, width, verbose=verbose):
        assert_inert(line)
        shown = plain(line)
        # commands and places are never broken, and what is escaped takes more room than it had
        may_be_wide = width is None or width < 40 or re.search(r"-m grader|/|:\d+|\\", shown)
        assert may_be_wide or columns.width(shown) <= width, shown


@given(reports())
def test_markdown_is_bounded_and_its_folds_are_closed(report):
    text = markdown.render(report, NO_WORDS)
    assert len(text.encode("utf-8", "backslashreplace")) <= markdown.LARGEST
    fence, opened = "", 0
    for line in text.split("\n"):
        marks = re.match("(`{3,})", line)
        if fence:
            fence = "" if line == fence else fence
        elif marks:
            fence = marks[1]
        else:
            elements = re.findall(r"(?<!\\)<(/?\w+)", line)
            opened += elements.count("details") - elements.count("/details")
            assert opened >= 0 and not {"script", "img"} & {*elements}
    assert not fence and not opened


# The elements that the templates have, and no report can add any.
OUR_TAGS = {""}.union(
    *(
        re.findall(r"<(\w+)", file.read_text(encoding="utf-8"))
        for file in TEMPLATES.iterdir()
        if file.suffix in (".html", ".svg")
    )
)


def assert_only_shows(page: str) -> None:
    """A page is made of the elements of its template, and nothing in it does or loads anything."""
    elements = Read(page).elements
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in elements:
        assert element.tag.removeprefix("/") in OUR_TAGS
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        assert re.fullmatch(r"#.*|", element.attributes.get("href", ""), re.DOTALL)


@given(reports())
def test_a_page_of_any_report_only_shows(report):
    page = html.render(report, Words(sources={each.file: "x\n\udc80" for each in report.programs}))
    assert_only_shows(page)


# ------------------------------------------------------------------ for programs


def valid(text: str, schema: str) -> dict:
    data = json.loads(text)
    rules = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    jsonschema.validate(data, rules, cls=jsonschema.Draft202012Validator)
    return data


@given(reports())
def test_reports_for_other_programs_keep_to_their_schemas(report):
    JUNIT.validate(ET.fromstring(junit.render(report, NO_WORDS)))
    graded = valid(gradescope.render(report, NO_WORDS), "gradescope.json")
    assert len(graded["tests"]) == len(report.checks)
    assert len(
        valid(classroom50.render(report, NO_WORDS, CLASSROOM), "classroom50.json")["tests"]
    ) == len(report.checks)
    assert json.loads(json_report.render(report, NO_WORDS)) == json.loads(report.to_json())


@given(reports())
def test_a_capture_of_any_report_can_be_read(report):
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(pcapng.render(report, NO_WORDS))
        with PcapNgReader(file.name) as read:
            packets = list(read)
    if any(check.transcript for check in report.checks if check.outcome == "failed"):
        wires = {event["event"] for check in report.checks for event in check.transcript}
        assert packets or wires <= {"silence", "response", "connect", "end", "reset"}
    for packet in packets:
        for comment in packet.comments or []:
            assert comment.decode("utf-8").isprintable() or "\u3000" in comment.decode("utf-8")


# ------------------------------------------------------------------ on GitHub

ORDER = re.compile(r"^\s*::|##\[", re.MULTILINE)


@given(reports())
def test_the_runner_is_told_what_is_ours(report):
    orders = actions.orders(report, NO_WORDS, Path("/nowhere")).split("\n")
    assert all(re.match("::(error|notice|warning) ", order) for order in orders)
    assert not any(re.search("[\r\x85\u2028]::", order) for order in orders)
    muted = actions.muted(terminal.render(report, NO_WORDS))
    first, stop, *said, end = muted.split("\n")
    token = stop.removeprefix("::stop-commands::")
    assert (first, end) == ("::remove-matcher owner=python::", f"::{token}::")
    assert token not in "\n".join(said) and not ORDER.search("\n".join(said))
    with tempfile.TemporaryDirectory() as folder:
        files = {name: f"{folder}/{name}" for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        with patch.dict(os.environ, files):
            actions.write_files(report, NO_WORDS, Path("/nowhere"))
        told = Path(files["GITHUB_OUTPUT"])
        if report.complete and not report.has_errors:
            assert told.read_text() == f"score={report.score}\nmax-score={report.max_score}\n"
        else:
            assert not told.exists()
        assert Path(files["GITHUB_STEP_SUMMARY"]).stat().st_size <= 1 << 20


# ------------------------------------------------------------------ of a class

ROWS = st.dictionaries(
    st.sampled_from(
        ["ID", "Student", "SIS Login ID", "Identifier", "Last modified (grade)", "Maximum grade"]
    )
    | texts,
    texts | st.sampled_from(["7", "100.00", "Participant 5"]),
    max_size=6,
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.builds(Learner, texts, texts, ROWS),
        texts,
        texts,
        st.none() | reports(),
        some(texts),
        some(texts),
    ),
    max_size=2,
    unique_by=lambda entry: entry.learner.key,
)


@given(ENTRIES, texts, st.sampled_from(gradesheet.FORMATS))
def test_any_table_has_the_same_cells_when_it_is_read(entries, title, format):
    file = io.StringIO(newline="")
    try:
        notes = gradesheet.write(entries, format, file, title)
    except gradesheet.Unfit as unfit:
        assert str(unfit)
        return
    assert_inert([("".join(notes), "")])
    text = file.getvalue().encode("utf-8", "backslashreplace").decode().removeprefix("\ufeff")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert len({len(row) for row in (head, *rows)}) == 1
    if format == "plain":
        assert len(rows) == len(entries)
        scores = ["" if entry.report is None else str(entry.report.score) for entry in entries]
        assert [row[2] for row in rows] == scores
        cells = [cell for row in rows for cell in row]
        assert not any(gradesheet.FORMULA.match(cell) for cell in cells)


@given(ENTRIES, ENTRIES, WIDTHS)
def test_a_terminal_shows_any_class(entries, others, width):
    for line in class_list.lines(entries, width):
        assert_inert(line)
    for line in class_changes.lines(list(zip(entries, others, strict=False)), 1, 2, width):
        assert_inert(line)


@given(ENTRIES)
def test_the_page_of_any_class_only_shows(entries):
    assert_only_shows("".join(class_page.render(iter(entries), "A class")))


# ------------------------------------------------------------------ of an interoperability run


@st.composite
def matrices(draw) -> Matrix:
    players = [
        Player(key, draw(texts), draw(texts))
        for key in draw(st.lists(texts.filter(bool), max_size=2, unique=True))
    ]
    said = st.sampled_from(draw(st.lists(texts, min_size=1, max_size=2)))
    who = st.sampled_from([None, *(player.key for player in players)])
    cells = st.builds(
        Cell,
        who,
        who,
        st.sampled_from(["passed", "failed", "not_played", "error"]),
        st.sampled_from(["client", "server", None]),
        st.booleans(),
        some(said),
        some(said),
        some(said),
        st.floats(0, 1e4),
        st.lists(said, max_size=3),
        st.lists(events(said), max_size=2),
        some(said),
        some(said),
    )
    pairs = [
        PairResult(
            f"01_hello/{name}",
            f"01_hello/{name}_client",
            f"01_hello/{name}_server",
            draw(st.lists(cells, max_size=5, unique_by=lambda cell: (cell.client, cell.server))),
        )
        for name in draw(st.lists(NAMES, max_size=2, unique=True))
    ]
    return Matrix(
        seed=draw(st.integers(0, 2**64 - 1)),
        played_at=draw(TIMES),
        seconds=draw(st.floats(0, 1e5)),
        grader="0.1.0",
        python="3.11.7",
        isolation=Isolation("full", []),
        partners=draw(st.none() | st.integers(1, 9)),
        players=players,
        pairs=pairs,
        complete=draw(st.booleans()),
    )


@given(matrices(), WIDTHS)
def test_any_matrix_is_shown(matrix, width):
    for line in matrix_lines.page(matrix, "python -m grader interop class", width):
        assert_inert(line)
    assert_only_shows("".join(matrix_page.render(matrix, "again")))
    assert json.loads(matrix.to_json())["seed"] == matrix.seed
