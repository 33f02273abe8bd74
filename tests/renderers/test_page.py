"""The page of the report in HTML: what it says, that hostile text in it is inert, and its bounds.

To have its accessibility judged by axe-core, have Chromium installed and say where its script
is: AXE_JS=…/axe-core/axe.min.js
"""

import base64
import hashlib
import itertools
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import browser
from elements import TAGS, Read
from grader import i18n
from grader.course.words import words
from grader.renderers import drawing, html
from grader.report import Words
from samples import HOSTILE, UNIT, check, event, of_every_kind, program, report, talkative

FILE = f"{UNIT}/tcp_server.py"
SOURCE = "".join(f"line_{number} = {number}\n" for number in range(1, 31))
WIDTHS = (360, 800, 1280)
SAFE = re.compile(r"[\w#:. -]*")  # the value of an attribute that may do something

anything = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), min_size=1))


def page(a_report, **words):
    return html.render(a_report, Words(**words))


# ------------------------------------------------------------------ what it says


def test_nothing_is_loaded_and_nothing_runs():
    text = html.render(of_every_kind(), words())
    elements = Read(text).elements
    policy = next(e for e in elements if "http-equiv" in e.attributes).attributes["content"]
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; ")
    assert "url(" not in style and "@import" not in style
    for element in elements:
        assert not {"src", "style", "srcset", "data", "action"} & set(element.attributes)
        assert element.attributes.get("href", "#").startswith("#")


def test_headings_are_in_order_and_links_lead_somewhere():
    elements = Read(html.render(of_every_kind(), words())).elements
    levels = [int(e.tag[1]) for e in elements if re.fullmatch(r"h\d", e.tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [e.attributes["id"] for e in elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    named = [e.attributes["href"][1:] for e in elements if "href" in e.attributes]
    named += [i for e in elements for i in e.attributes.get("aria-labelledby", "").split()]
    assert set(named) <= set(ids)


def test_failed_check_is_told():
    text = html.render(of_every_kind(), words())
    read = Read(text)
    (story,) = [e for e in read.all("details") if e.attributes.get("class") == "check"]
    assert "open" in story.attributes
    assert '<p class="what">Wrong.</p>' in text
    assert '<p class="why"><b>Why?</b> A slip.</p>' in text
    assert "b&#39;h<mark>i</mark>&#39;" in text and "b&#39;h<mark>o</mark>&#39;" in text
    for command in ("hint", "peer"):
        assert f"python -m grader {command} 01/tcp_server::answers_hi" in text
    assert text.count('<details class="hint">') == len(
        words().ladders[f"{UNIT}/tcp_server::answers_hi"]
    )
    assert "waits for “Title of answers_hi”" in text


def test_line_is_marked_in_its_surroundings_and_in_the_whole_source():
    lost = check(message="Wrong.", line=12)
    text = page(report(program(lost)), sources={FILE: SOURCE})
    assert text.count("<mark>line_12 = 12") == 2
    assert text.count("line_9 = 9\n") + text.count("line_9 = 9<") == 2
    assert text.count("line_8 = 8<") == 1
    assert f"{FILE}:12" in text


def test_line_that_is_not_there_is_not_shown():
    lost = [check(f"c{line}", message="Wrong.", line=line) for line in (31, 0, 10**30)]
    assert "<mark>" not in page(report(program(*lost)), sources={FILE: SOURCE})


def test_code_between_backticks_is_shown_as_code():
    assert "Give <code>a&lt;b</code> to it" in page(
        report(program(check(message="Give `a<b` to it")))
    )
    assert "A ` alone" in page(report(program(check(message="A ` alone"))))


def test_page_is_in_the_language_of_the_report():
    spoken = of_every_kind()
    spoken.language = "zh"
    with i18n.speaking("zh"):
        (root,) = Read(html.render(spoken, Words())).all("html")
    assert root.attributes["lang"] == "zh-Hans"


def test_values_that_differ_late_are_cut_around_that_place():
    lost = check(message="Wrong.", expected="x" * 5000 + "a" * 5000, received="x" * 5000 + "b")
    text = page(report(program(lost)))
    assert "<mark>a</mark>" in text and "<mark>b</mark>" in text
    assert len(re.search("<dl.*?</dl>", text, re.DOTALL)[0]) < 2000


# ------------------------------------------------------------------ hostile text


@settings(max_examples=10)
@given(anything)
def test_whatever_a_program_says_is_text(said):
    talk = talkative(said)
    hostile = page(report(program(talk)), sources={FILE: f"\n{said}\n{said}\n"})
    for element in Read(hostile).elements:
        assert TAGS.fullmatch(element.tag.removeprefix("/"))
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in ("id", "href", "class"):
                assert SAFE.fullmatch(value)
    assert not re.search(
        "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", hostile
    )


@pytest.mark.parametrize("said", ["x" * 1_000_000, "\n" * 1_000_000, "你 " * 500_000])
def test_a_page_has_a_bound(said):
    assert len(page(report(program(talkative(said))), sources={FILE: said})) < 400_000


# ------------------------------------------------------------------ the drawing


def drawn(*events, message="Wrong."):
    return drawing.draw(program(), check(message=message, transcript=list(events)))


def test_each_peer_has_a_lifeline():
    found = drawn(*(event("x", peer=name) for name in ("client A", "a stranger", "client A")))
    assert [line.name for line in found.lifelines] == ["client A", "a stranger", "tcp_server.py"]
    a, stranger, learner = (line.x for line in found.lifelines)
    assert [(row.start, row.end) for row in found.rows] == [
        (learner, a),
        (learner, stranger),
        (learner, a),
    ]


def test_many_peers_share_the_last_lifeline():
    found = drawn(*(event("x", peer=f"client {number}") for number in range(50)))
    assert len(found.lifelines) == drawing.MOST_PEERS + 1
    assert found.lifelines[-2].name == "others"


def test_what_is_lost_does_not_arrive():
    found = drawn(event("x", name="datagram", fault="lost"))
    (row,) = found.rows
    peer, learner = (line.x for line in found.lifelines)
    assert peer < row.end < learner
    assert (row.event, row.fault) == ("lost", "lost")


def test_silence_is_a_gap():
    late = {**event("x"), "at": 1.5}
    assert [row.kind for row in drawn(event("x"), late).rows] == ["arrow", "pause", "arrow"]
    assert drawn(event("x"), late).rows[1].lines == ("1.5 s pass",)


def test_long_wire_is_cut_in_the_middle():
    found = drawn(*(event(f"n{number}") for number in range(200)))
    assert [row.lines[0] for row in found.rows if row.kind != "arrow"] == ["… 160 more messages"]
    assert found.rows[0].lines == ("n0",) and found.rows[-1].lines == ("n199",)


def test_point_of_failure_is_below_everything():
    found = drawn(event("x", fault="copy"), message="word " * 200)
    assert found.point.y > found.rows[-1].y
    assert len(found.point.lines) == drawing.MOST_LINES
    assert found.height > found.point.y + found.point.height


def test_nothing_on_the_wire_is_no_drawing():
    assert drawing.draw(program(), check(message="Wrong.")) is None


# ------------------------------------------------------------------ in a browser


LOOK = """
for (const each of page.querySelectorAll("details")) each.open = true;
const seen = [...page.querySelectorAll("svg title")].map(title => title.textContent);
return {
  overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  loaded: inner.performance.getEntriesByType("resource").length,
  ran: [inner.ran, page.title],
  alive: page.querySelectorAll("script, img, iframe, form, object, embed, base, link").length,
  styled: inner.getComputedStyle(page.querySelector(".program")).borderTopStyle,
  seen,
};
"""


def hostile_report():
    checks = [
        talkative(f"{said}<script>ran = 1</script>", f"c{n}") for n, said in enumerate(HOSTILE)
    ]
    checks.append(talkative("x" * 5000, "wide"))
    return report(program(*checks))


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_window_and_hostile_text_is_inert(width, tmp_path):
    text = page(hostile_report(), sources={FILE: f"{'x' * 2000}\n" * 5})
    file = tmp_path / "page.html"
    file.write_text(text, encoding="utf-8")
    found = browser.looked_at(file, width, LOOK, tmp_path)
    assert found["overflow"] == 0
    assert (found["loaded"], found["alive"]) == (0, 0)
    assert found["ran"] == [None, "0 of 33 points"]
    assert found["styled"] == "solid"
    assert any("onerror=alert(1)" in title for title in found["seen"])


AXE = """
for (const each of page.querySelectorAll("details")) each.open = true;
const found = await inner.axe.run(page, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]});
return found.violations.map(each => [each.id, each.nodes.map(node => node.html)]);
"""


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(width, tmp_path):
    if not (script := os.environ.get("AXE_JS")):
        pytest.skip("needs AXE_JS in the environment")
    text = html.render(of_every_kind(), words())
    without = re.sub("<meta http-equiv.*?>", "", text)  # for the script that judges
    file = tmp_path / "page.html"
    file.write_text(
        without.replace("</body>", f"<script>{Path(script).read_text()}</script></body>")
    )
    assert browser.looked_at(file, width, AXE, tmp_path) == []
