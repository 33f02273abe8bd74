"""The reports for other graders and tools keep to their schemas, whatever a program says."""

import json
import xml.etree.ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from variants import first_at_once

from conftest import ROOT
from grader.renderers import classroom50, gradescope, junit
from grader.renderers.destination import FORMATS
from grader.report import Words
from samples import CLASSROOM, HOSTILE, check, of_every_kind, program, report, talkative

SCHEMAS = ROOT / "tests" / "schemas"
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit.xsd")

anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), min_size=1))


def valid(text, schema):
    """The data of a JSON document that keeps to its schema."""
    data = json.loads(text)
    schema = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
    return data


def reports(said):
    return [of_every_kind(), report(program(talkative(said))), report()]


# ------------------------------------------------------------------ Gradescope


@given(anything)
@pytest.mark.long
def test_gradescope_keeps_to_its_schema(said):
    for each in reports(said):
        valid(gradescope.render(each, Words()), "gradescope.json")


def test_gradescope_points_add_up():
    data = valid(gradescope.render(of_every_kind(), Words()), "gradescope.json")
    assert data["score"] == sum(test["score"] for test in data["tests"]) == 6
    assert sum(test["max_score"] for test in data["tests"]) == 18


def test_gradescope_shows_the_story_as_plain_text():
    data = valid(gradescope.render(of_every_kind(), Words()), "gradescope.json")
    passed, failed, blocked = data["tests"][:3]
    assert data["test_output_format"] == data["test_name_format"] == data["output_format"] == "text"
    assert (passed["status"], passed["output"]) == ("passed", "")
    assert failed["name"] == "01_hello/tcp_server.py: Title of answers_hi"
    assert "received  b'ho'" in failed["output"]
    assert failed["output"].endswith("your program said:\n  │ hello")
    assert "Not run: it needs" in blocked["output"]


def test_gradescope_hides_no_mistake_of_the_grader():
    data = valid(gradescope.render(of_every_kind(), Words()), "gradescope.json")
    broken = data["tests"][-1]
    assert "The grader made a mistake, not you" in broken["output"]
    assert "visibility" not in broken and data["visibility"] == "visible"


# ------------------------------------------------------------------ Classroom 50


@given(anything)
@pytest.mark.long
def test_classroom50_keeps_to_its_schema(said):
    for each in reports(said):
        data = valid(classroom50.render(each, Words(), CLASSROOM), "classroom50.json")
        assert data["score"] == sum(test["score"] for test in data["tests"])
        assert data["max-score"] == sum(test["max-score"] for test in data["tests"])


def test_classroom50_has_these_fields_in_this_order():
    data = json.loads(classroom50.render(of_every_kind(), Words(), {}))
    tests = data.pop("tests")
    assert list(data.items()) == [
        ("schema", "classroom50/result/v1"),
        ("classroom", ""),
        ("assignment", ""),
        ("assignment_type", "individual"),
        ("owner", ""),
        ("submission", ""),
        ("commit", ""),
        ("release", ""),
        ("review", ""),
        ("datetime", "2026-11-22T12:00:00Z"),
        ("graded_at", "2026-11-22T12:00:00Z"),
        ("score", 6),
        ("max-score", 18),
    ]
    assert tests[0] == {
        "test-name": "01_hello/tcp_server: Title of listens",
        "passed": True,
        "score": 3,
        "max-score": 3,
    }
    assert [test["passed"] for test in tests].count(True) == 2


def test_classroom50_is_told_whose_work_it_is_by_its_runner():
    data = valid(classroom50.render(of_every_kind(), Words(), CLASSROOM), "classroom50.json")
    names = [
        "classroom",
        "assignment",
        "assignment_type",
        "owner",
        "submission",
        "commit",
        "release",
        "review",
    ]
    assert [data[name] for name in names] == list(CLASSROOM.values())
    without = {name: value for name, value in CLASSROOM.items() if name != "REVIEW_URL"}
    assert (
        json.loads(classroom50.render(of_every_kind(), Words(), without))["review"]
        == "https://git.test/c"
    )


# ------------------------------------------------------------------ JUnit


@given(anything)
def test_junit_keeps_to_its_schema(said):
    for each in reports(said):
        text = junit.render(each, Words())
        text.encode("utf-8")
        JUNIT.validate(ET.fromstring(text))


def test_junit_counts_failures_errors_and_skipped_apart():
    root = ET.fromstring(junit.render(of_every_kind(), Words()))
    counts = [
        tuple(int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped"))
        for suite in root
    ]
    assert counts == [(3, 1, 0, 1), (1, 0, 0, 0), (1, 0, 0, 1), (1, 0, 0, 1), (1, 0, 1, 0)]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "1", "1")
    found = [
        (case.get("classname"), case.get("name"), [child.tag for child in case])
        for case in root.iter("testcase")
    ]
    assert found[:3] == [
        ("01_hello.tcp_server", "listens", ["system-out"]),
        ("01_hello.tcp_server", "answers_hi", ["failure", "system-out"]),
        ("01_hello.tcp_server", "hangs_up", ["skipped"]),
    ]
    assert [tags for *_, tags in found[3:]] == [[], ["skipped"], ["skipped"], ["error"]]


def test_junit_tells_the_story_and_the_points():
    root = ET.fromstring(junit.render(of_every_kind(), Words()))
    assert "received  b'ho'" in root.find(".//failure").text
    points = {each.get("name"): each.get("value") for each in root[0].iter("property")}
    assert points == {"score": "3", "max_score": "9"}


def test_junit_leaves_out_what_xml_forbids():
    said = "a\x00\x08\x0b\ud800\ufffe\uffffb\t<>&]]>\U0001f600"
    root = ET.fromstring(junit.render(report(program(check(message="m", output=said))), Words()))
    assert root.find(".//system-out").text == "ab\t<>&]]>\U0001f600"


# ------------------------------------------------------------------ on the command line


@pytest.fixture(scope="module")
def half_solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("submission")
    unit = folder / "01_hello"
    unit.mkdir()
    (unit / "tcp_client.py").write_text("print('<b>::error::x</b>')\n1 / 0\n")
    return folder


@pytest.mark.parametrize("name", first_at_once(FORMATS, most=2))
def test_every_format_can_be_asked_for(name, grader, half_solved, small_course, tmp_path):
    file = tmp_path / "wanted"
    run = grader(
        "01",
        "--submission",
        half_solved,
        "--report",
        f"{name}={file}",
        "--fail-under",
        0,
        cwd=small_course,
        env=CLASSROOM,
    )
    assert run.status == 0
    if name == "pcapng":
        assert file.read_bytes().startswith(b"\n\r\r\n")  # the first block of a capture
        return
    text = file.read_text(encoding="utf-8")
    if name == "junit":
        JUNIT.validate(ET.fromstring(text))
    elif name == "html":
        assert text.startswith("<!doctype html>")
        assert "1 / 0" in text  # the learner's own line
    elif name != "markdown":
        data = json.loads(text)
        assert data["score"] == run.report["score"] == 0
        if name != "json":
            valid(text, f"{name}.json")


def test_help_names_every_format(grader):
    shown = " ".join(grader("--help", report=False).output.split())
    assert f"FORMAT: {', '.join(FORMATS)}" in shown
