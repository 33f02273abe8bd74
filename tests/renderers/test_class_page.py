"""The page of a class: what it says, that hostile names and stories in it are inert, its bounds.

Its script is tried in Chromium. To have its accessibility judged by axe-core, say where its
script is: AXE_JS=…/axe-core/axe.min.js
"""

import base64
import gzip
import json
import os
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

import browser
from elements import TAGS, Read
from grader import i18n
from grader.entry import Entry, Learner
from grader.renderers import class_page, class_stories, told
from grader.renderers.class_sums import Bin, Sums
from samples import HOSTILE, UNIT, check, event, program, report, talkative

WIDTHS = (360, 800, 1920)
NAMES = [
    *HOSTILE,
    "x" * 300,
    "\u202etxt.exe",
    "Ada",
    "Ada",
    "王小明",
    "\N{PERSONAL COMPUTER} \N{GRINNING FACE}",
]


def entry(name, a_report=None, problem=None, note=None):
    a_report = None if problem else a_report or report(program(check(outcome="passed")))
    return Entry(Learner(name, name), f"class.zip/{name}", "digest", a_report, problem, note)


def losing(*messages, slow=0.0, **fields):
    """A report in which a check failed for each of these messages."""
    checks = [
        check(f"c{n}", message=text, seconds=slow, **fields)
        if text
        else check(f"c{n}", "passed", seconds=slow)
        for n, text in enumerate(messages)
    ]
    return report(program(*checks))


def every_kind():
    """A report with a check of each outcome."""
    wrong = check(
        "c1",
        message="Wrong.",
        expected="b'hi'",
        diagnosis="A slip.",
        steps=["started"],
        output="hello",
        transcript=[event("b'ho'")],
    )
    return report(
        program(
            check("c0", "passed"), wrong, check("c2", "not_run", message="Not run: it needs “c1”.")
        ),
        program(check("c3", "not_started", program="udp_server"), name="udp_server"),
        program(check("c4", "error", program="http_tasks"), name="http_tasks"),
    )


def page(*entries):
    return "".join(class_page.render(iter(entries), "A class"))


def added(*entries):
    sums = Sums()
    for each in entries:
        sums.add(each)
    return sums


def stories(text):
    """The stories in a page: a learner's number → what is said of them, and each check's story."""
    found = {}
    for element in Read(text).all("script"):
        if element.attributes.get("id", "").startswith("s"):
            packed = base64.b64decode(element.text)
            told = json.loads(gzip.decompress(packed)) if packed else []
            found[int(element.attributes["id"][1:])] = (element.attributes["data-less"], told)
    return found


# ------------------------------------------------------------------ what a class came to


def test_scores_are_summed_up():
    marks = [losing(*["Wrong."] * lost, *[""] * (4 - lost)) for lost in (4, 3, 3, 1, 0)]
    sums = added(
        *(entry(f"learner {n}", each) for n, each in enumerate(marks)),
        entry("x", problem="Damaged."),
    )
    assert sums.scores == [0, 3, 3, 9, 12]
    assert sums.quartiles() == [3, 3, 9]
    assert sums.bins()[0] == Bin(0, 1, 1) and sums.bins()[-1] == Bin(12, 12, 1)
    assert sum(each.number for each in sums.bins()) == 5
    assert [row.name for row in sums.fewest()] == [f"learner {n}" for n in range(4)]
    assert [row.problem for row in sums.not_graded] == ["Damaged."]


def test_whoever_has_not_all_points_for_sure_is_named():
    sums = added(entry("Ada", every_kind()), entry("Bo"), entry("Cy", problem="Damaged."))
    assert [row.name for row in sums.not_graded] == ["Ada", "Cy"]
    assert sums.told() == "3 learners · 2 not fully graded"
    assert "1 check could not be graded" in sums.not_graded[0].caveat


def test_usual_reason_is_told_without_what_differs():
    said = [f"It sent b'{n}' after {n}.5 s to port 80 of `a`." for n in range(3)]
    sums = added(*(entry(text, losing("", text)) for text in [*said, "It ended."]))
    ((number, _, column),) = sums.missed()
    assert (number, column.failed, column.graded) == (1, 4, 4)
    assert column.usual() == ("It sent … after … s to port 80 of `a`.", 3)


def test_ellipsis_of_a_message_is_no_value():
    sums = added(*(entry(text, losing(text)) for text in ("It sent … of it.", "It sent 3 of it.")))
    assert sums.missed()[0][2].usual() == ("It sent … of it.", 1)


def test_diagnosis_says_more_than_a_message():
    sums = added(*(entry(f"{n}", losing(f"{n}", diagnosis="`b'x'` is 1 byte.")) for n in "ab"))
    assert sums.missed()[0][2].usual() == ("`b'x'` is 1 byte.", 2)


def test_worst_checks_come_first_and_blocked_ones_are_told_apart():
    blocked = replace(check("c1"), outcome="not_run")
    sums = added(
        entry("a", report(program(check("c0", message="Wrong."), blocked))),
        entry("b", losing("", "Wrong.")),
        entry("c", losing("Wrong.", "Wrong.", "Wrong.")),
    )
    found = [(column.failed, column.not_reached) for _, _, column in sums.missed()]
    assert found == [(2, 1), (2, 0), (1, 0)]


def test_slowest_programs_are_few():
    sums = added(*(entry(f"{n}", losing("", slow=n)) for n in range(20)))
    assert [each.row.name for each in sums.slowest()] == ["19", "18", "17", "16", "15"]
    assert sums.slowest()[0].told == "19.0 s, median 9.5 s"


def test_outcomes_stand_in_their_columns_whatever_a_report_holds():
    other = report(program(check("new"), check("c1", "passed")), program(name="udp_client"))
    text = page(entry("a", every_kind()), entry("b", other), entry("c", problem="Damaged."))
    rows = {e.attributes.get("id"): e.attributes.get("data-o") for e in Read(text).elements}
    assert [rows[f"r{number}"] for number in range(3)] == ["pfn se", " p f  ", "      "]


# ------------------------------------------------------------------ what the page holds


def test_nothing_is_loaded_and_only_its_own_script_runs():
    text = page(entry("Ada", every_kind()))
    elements = Read(text).elements
    policy = next(e for e in elements if "http-equiv" in e.attributes).attributes["content"]
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)[1]
    (script,) = (e for e in elements if e.tag == "script" and not e.attributes)
    assert policy.startswith(
        f"default-src 'none'; style-src {told.allowed(style)}; script-src {told.allowed(script.text)};"
    )
    assert "url(" not in style and "@import" not in style
    for element in elements:
        assert not {"src", "style", "srcset", "action"} & set(element.attributes)
        assert element.attributes.get("href", "#").startswith("#")


def test_learners_can_be_read_without_a_script():
    text = page(
        entry("Ada", every_kind(), note="Found elsewhere."), entry("Bo", problem="Damaged.")
    )
    assert "<noscript>" in text
    table = re.search('id="rows">(.*?)<div id="tip"', text, re.DOTALL)[1]
    bare = re.sub("(<[^>]*>)+", "|", table)
    assert re.fullmatch(
        r"\|Ada\|●\|1 check could not .*\|●\|Found elsewhere\.\|3\|3\|0\|0\|Bo\|–\|Damaged\.[|\s]*",
        bare,
    )


def test_template_says_each_of_its_words():
    text = unescape(page(entry("Ada", every_kind()), entry("Bo", problem="Damaged.")))
    there = {name for name, words in class_page.LABELS.items() if words in text}
    for_others = {"nobody_missed", "all_graded", "all_full", "all_units"}
    assert set(class_page.LABELS) - there == for_others
    assert "built-in" not in text


def test_no_blank_stands_between_the_learners():
    """A browser moves lines slowly past a thousand of those."""
    text = page(*(entry(f"{n}") for n in range(3)))
    rows = re.search('id="rows">(.*?)</div></div></div>\n</section>', text, re.DOTALL)[1]
    assert rows.startswith("<div") and not re.search(r"</div>\s+<div role=\"row\"", rows)


def test_class_may_be_empty_or_not_graded_at_all():
    assert "0 learners" in page()
    assert "Damaged." in page(entry("Ada", problem="Damaged."))


def test_page_is_in_the_language_that_is_spoken():
    with i18n.speaking("zh"):
        text = page(entry("Ada"))
    assert Read(text).all("html")[0].attributes["lang"] == "zh-Hans"


def test_stories_are_those_of_a_learners_own_page():
    text = page(entry("Ada", every_kind()), entry("Bo"))
    ((less, found),) = stories(text).values()
    assert less == ""
    by_check = {name: (points, message, html) for name, points, message, html in found}
    points, message, html = by_check[f"{UNIT}/tcp_server::c1"]
    assert (points, message) == ("0/3", "Wrong.")
    assert '<p class="why"><b>Why?</b> A slip.</p>' in html and "<svg" in html
    assert "python -m grader" not in html
    assert by_check[f"{UNIT}/tcp_server::c2"][2] == ""


@pytest.mark.parametrize(
    ("most", "less"), [(1700, "the drawings"), (900, "the steps"), (100, "the stories")]
)
def test_what_is_too_much_is_told_in_less_and_says_so(monkeypatch, most, less):
    told_much = talkative("word " * 100)
    monkeypatch.setattr(class_stories, "MOST_BYTES", most)
    text = page(entry("Ada", report(program(told_much))), entry("Bo", losing("Wrong.")))
    said = {number: words for number, (words, _) in stories(text).items()}
    packed = [e.text for e in Read(text).all("script") if e.attributes.get("id", "")[:1] == "s"]
    assert less in said[0]
    assert sum(map(len, packed)) <= most


def test_one_learner_is_bounded(monkeypatch):
    monkeypatch.setattr(class_stories, "MOST_OF_ONE", 3000)
    text = page(entry("Ada", report(program(*(talkative("你x\n" * 5000, f"c{n}") for n in "abc")))))
    ((_, found),) = stories(text).values()
    lengths = [len(html) for *_, html in found]
    assert lengths[0] < 50_000 and lengths[1] < lengths[0] / 2
    assert [message[:3] for _, _, message, _ in found] == ["你x\\"] * 3


# ------------------------------------------------------------------ hostile names and stories


def test_whatever_a_learner_is_called_is_text():
    text = page(*(entry(name, note=name) for name in NAMES), *(entry(n, problem=n) for n in NAMES))
    allowed = re.compile(
        TAGS.pattern
        + "|button|bdi|noscript|i|dialog|script|label|input|select|option|optgroup|rect"
    )
    for element in Read(text).elements:
        assert allowed.fullmatch(element.tag.removeprefix("/")), element.tag
        assert not any(name.startswith("on") for name in element.attributes)
    assert len(Read(text).all("script")) == 2
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert text.encode()


@pytest.mark.parametrize("said", [*HOSTILE, "</script><script>alert(1)</script>]]>\0\ud800"])
def test_a_story_is_text(said):
    text = page(entry("Ada", report(program(talkative(said)))))
    assert len(Read(text).all("script")) == 3
    ((_, found),) = stories(text).values()
    for _, _, message, html in found:
        assert not re.search(
            "[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", message + html
        )
        for element in Read(html).elements:
            assert TAGS.fullmatch(element.tag.removeprefix("/"))
            assert not any(name.startswith("on") for name in element.attributes)


# ------------------------------------------------------------------ in a browser

HELP = """
const until = async (test) => {
  for (let n = 0; n < 300; n++) {
    if (test()) return;
    await new Promise((done) => inner.setTimeout(done, 20));
  }
  throw Error("never: " + test);
};
const at = (id) => page.getElementById(id);
const names = () => [...page.querySelectorAll("#rows > .row:not([hidden]) bdi")].map((each) => each.textContent);
const press = (...keys) => {
  for (const key of keys)
    page.activeElement.dispatchEvent(new inner.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
};
const ready = (what) => until(() => at("panel").dataset.ready === what);
const choose = (id, value) => { at(id).value = value; at(id).dispatchEvent(new inner.Event("change")); };
"""


def seen(script, tmp_path, *entries, width=1280):
    file = tmp_path / "class.html"
    file.write_text(page(*entries), encoding="utf-8")
    return browser.looked_at(file, width, HELP + script, tmp_path)


def a_class():
    return (
        entry("Carla", losing("Wrong.", "")),
        entry("Ada", losing("", "It ended.", steps=["started"])),
        entry("Émile", losing("", "")),
        entry("Bo", losing("Wrong.", "It ended.", diagnosis="A slip.")),
        entry("Dora", problem="The archive is damaged."),
    )


ORDERS = """
const found = {};
for (const by of ["total", "-total", "name", "check 01_hello/tcp_server::c1", "program 0"]) {
  choose("order", by);
  found[by] = names().map((name) => name[0]).join("");
}
page.querySelector('[data-by="total"]').click();
found.sorted = page.querySelector("[aria-sort]").textContent + " " + page.querySelector("[aria-sort]").ariaSort;
return found;
"""


@pytest.mark.long
def test_table_is_sorted(tmp_path):
    assert seen(ORDERS, tmp_path, *a_class()) == {
        "total": "BACÉD",
        "-total": "ÉACBD",
        "name": "ABCDÉ",
        "check 01_hello/tcp_server::c1": "ABCÉD",
        "program 0": "BACÉD",
        "sorted": "Points ascending",
    }


FILTERS = """
const found = [];
const look = () => found.push([names().join(" "), at("shown").textContent, at("clear").hidden]);
at("find").value = "ÉM";
at("find").dispatchEvent(new inner.Event("input"));
look();
at("clear").click();
page.querySelector("[data-check]").click();
look();
at("clear").click();
[...page.querySelectorAll(".bin")].at(-1).click();
look();
at("clear").click();
look();
return found;
"""


@pytest.mark.long
def test_learners_are_filtered(tmp_path):
    assert seen(FILTERS, tmp_path, *a_class()) == [
        ["Émile", "1 of 5 learners", False],
        ["Carla Bo", "2 of 5 learners · Missed: Title of c0", False],
        ["Émile", "1 of 5 learners · 6 points", False],
        ["Carla Ada Émile Bo Dora", "5 of 5 learners", True],
    ]


MOUSE = """
const strip = page.querySelector("#r3 .strip"), box = strip.getBoundingClientRect();
const point = { bubbles: true, clientX: box.left + box.width * 0.75, clientY: box.top + 3 };
strip.dispatchEvent(new inner.MouseEvent("mousemove", point));
await until(() => at("tip").textContent.includes("It ended."));
const tip = at("tip").textContent;
strip.dispatchEvent(new inner.MouseEvent("click", point));
await ready("3 1");
const open = [...page.querySelectorAll("#panel details.check[open]")];
const found = [at("panel-name").textContent, open.length, open[0].querySelector(".what").textContent];
at("before").click();
await ready("2 1");
found.push(at("panel-name").textContent, at("panel-body").innerText.includes("Wrong."));
at("close").click();
return [tip, ...found];
"""


@pytest.mark.long
def test_cell_opens_its_story(tmp_path):
    tip, *found = seen(MOUSE, tmp_path, *a_class())
    assert tip == "Bo ✗ failedTitle of c1tcp_serverIt ended."
    assert found == ["Bo 0", 1, "It ended.", "Émile 6", False]


KEYS = """
const found = [], label = () => found.push(page.activeElement.ariaLabel ?? page.activeElement.textContent);
const stops = page.querySelectorAll("#rows [tabindex='0'], #rows button:not([tabindex])").length;
page.querySelector("#r0 .who").focus();
press("ArrowDown"); label();
press("ArrowRight", "ArrowRight"); label();
press("ArrowRight"); label();
press("ArrowDown", "ArrowDown"); label();
press("ArrowDown"); label();
press("ArrowUp", "End"); label();
page.activeElement.click();
await ready("3 1");
found.push(page.activeElement.textContent.includes("Title of c1"));
at("close").click();
await until(() => page.activeElement.id === "cursor");
press("Home"); label();
return [stops, ...found];
"""


@pytest.mark.long
def test_table_is_worked_by_keys(tmp_path):
    assert seen(KEYS, tmp_path, *a_class()) == [
        1,
        "Ada",
        "Ada, Title of c1: failed",
        "Ada, Title of c1: failed",
        "Bo, Title of c1: failed",
        "Dora",
        "Bo, Title of c1: failed",
        True,
        "Bo",
    ]


LOOK = """
const ALIVE = "img, iframe, form, object, embed, base, link, #panel script";
let alive = 0;
for (const each of page.querySelectorAll("#rows .who")) {
  at("panel").dataset.ready = "";
  each.click();
  await until(() => at("panel").dataset.ready);
  for (const one of page.querySelectorAll("#panel details")) one.open = true;
  alive += page.querySelectorAll(ALIVE).length;
  if (at("panel").scrollWidth > at("panel").clientWidth) throw Error("too wide: " + each.textContent);
  at("close").click();
}
return {
  overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  loaded: inner.performance.getEntriesByType("resource").length,
  ran: [inner.ran ?? null, page.title],
  alive,
};
"""


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_page_fits_its_window_and_hostile_text_is_inert(width, tmp_path):
    said = [f"{text}<script>ran = 1</script><img src=x onerror='ran = 2'>" for text in HOSTILE]
    shown = [talkative(text, f"c{n}") for n, text in enumerate(said)]
    hostile = report(program(*shown, talkative("x" * 5000, "wide")))
    class_of = [
        entry(name, hostile if name in said[:2] else None, note=name) for name in [*said, *NAMES]
    ]
    found = seen(LOOK, tmp_path, *class_of, entry("y" * 300, problem="z" * 300), width=width)
    assert found == {"overflow": 0, "loaded": 0, "ran": [None, "A class"], "alive": 0}


AXE = """
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] };
const told = (found) => found.violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
const found = told(await inner.axe.run(page, rules));
page.querySelector("#r0 .who").focus();
press("ArrowRight");
found.push(...told(await inner.axe.run(page, rules)));
page.activeElement.click();
await until(() => at("panel").dataset.ready);
for (const each of page.querySelectorAll("details")) each.open = true;
return [...found, ...told(await inner.axe.run(page, rules))];
"""


@pytest.mark.long
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(width, tmp_path):
    if not (script := os.environ.get("AXE_JS")):
        pytest.skip("needs AXE_JS in the environment")
    text = page(entry("Ada", every_kind(), note="A note."), *a_class())
    without = re.sub("<meta http-equiv.*?>", "", text)  # for the script that judges
    file = tmp_path / "class.html"
    judge = f"<script>{Path(script).read_text()}</script></body>"
    file.write_text(without.replace("</body>", judge), encoding="utf-8")
    assert browser.looked_at(file, width, HELP + AXE, tmp_path) == []
