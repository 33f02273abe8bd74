"""The Markdown report: what it says, that hostile text in it is inert, and that it has a bound.

To have the diagrams drawn by Mermaid itself, have Chromium installed and say where
its script is: MERMAID_JS=…/node_modules/mermaid/dist/mermaid.min.js
"""

import html
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import browser
from grader.course.words import words
from grader.renderers import diagram, markdown, wire
from grader.report import Words
from samples import HOSTILE, check, event, of_every_kind, program, report, talkative
from small_course import POINTS

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
A_MEBIBYTE = 1 << 20

WORDS = words()
PROSE = re.compile(r"<p>(<b>Why\?</b> )?.*</p>")  # a sentence about a check, which is one line

anything = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(), min_size=1),
    st.text("`~<>|#*_[]()!@:;%$\\\"'&\n\r end", min_size=1),
)


def leaves(text):
    """All tokens of a page that bear text."""
    for token in MARKDOWN.parse(text):
        yield from token.children or [token]


def fences(text):
    return [token for token in leaves(text) if token.type == "fence"]


def skeleton(text):
    """The page without what stands in its fences, and without the sentences about a check."""
    return [
        (t.type, t.tag, t.info, t.attrs, "" if t.type == "fence" else PROSE.sub("<p>", t.content))
        for t in leaves(text)
    ]


class Outside(HTMLParser):
    """What stands outside of code in a piece of HTML, and the tags that are there."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self._codes = [], "", 0
        self.feed(text)
        self.close()
        assert self._codes == 0

    def handle_starttag(self, tag, attrs):
        assert not attrs
        self.tags.append(tag)
        self._codes += tag == "code"

    def handle_endtag(self, tag):
        self._codes -= tag == "code"

    def handle_data(self, data):
        self.words += data if not self._codes else "|"


# ------------------------------------------------------------------ what it says


def test_scores_come_first_then_the_next_step():
    page = MARKDOWN.render(markdown.render(of_every_kind(), WORDS))
    assert page.startswith("<h1>6 of 18 points, not final</h1>\n<p>⚠️ 1 check could not be graded")
    rows = re.findall(
        r"<td>(.*?)</td>\n<td style=\"text-align:right\">(.*?)</td>\n<td>(.*?)</td>", page
    )
    assert rows == [
        ("<code>01_hello</code> <strong>Hello, network</strong>", "<strong>6/18</strong>", ""),
        ("<code>tcp_server</code>", "3/9", "❌ 1 check failed, 1 not run"),
        ("<code>tcp_client</code>", "3/3", "✅ all checks passed"),
        ("<code>udp_server</code>", "0/3", "⬜ not started"),
        ("<code>udp_client</code>", "0/3", "⬜ no such file"),
        ("<code>http_tasks</code>", "0/0", "⚠️ grader error"),
    ]
    assert (
        page.index("</table>")
        < page.index("<strong>Next: 01_hello/tcp_server.")
        < page.index("<details>")
    )


def test_failed_check_tells_its_story():
    text = markdown.render(of_every_kind(), WORDS)
    story, drawn, said = fences(text)[:3]
    assert "❌ <b>Title of answers_hi</b> 0/3" in text
    assert story.content.splitlines()[:2] == [" 1. started", " 2. sent b'x'"]
    assert "expected  b'hi'\n   received  b'ho'\n                ^" in story.content
    assert "what" not in story.content
    assert text.index("<p>Wrong.</p>") < text.index("<p><b>Why?</b> A slip.</p>")
    assert text.index("<p><b>Why?</b> A slip.</p>") < text.index(" 1. started")
    assert (drawn.info, said.content) == ("mermaid", "hello\n")


def test_hints_are_folded_one_by_one():
    text = markdown.render(of_every_kind(), WORDS)
    ladder = WORDS.ladders["01_hello/tcp_server::answers_hi"]
    assert len(ladder) >= 2
    for number, hint in enumerate(ladder, 1):
        head = f"<details>\n<summary>Hint {number} of {len(ladder)}</summary>\n"
        assert f"{head}<p>{html.escape(hint)}</p>\n</details>" in text


def test_blocked_checks_are_only_counted():
    blocked = [check(name, "not_run", blocked_by="x", message="Not run.") for name in ("a", "b")]
    text = markdown.render(report(program(check(message="Wrong."), *blocked)), Words())
    assert text.count("➖ 2 checks were not run, since each needs one that failed.") == 1
    assert "Title of a<" not in text


@pytest.mark.parametrize(
    "outcomes, lost",
    [
        (["passed", "failed"], "1 check failed"),
        (["failed", "failed", "not_run"], "2 checks failed, 1 not run"),
        (["passed", "not_started", "not_started"], "2 not run"),
    ],
)
def test_what_a_program_lost_is_counted(outcomes, lost):
    checks = [check(f"c{number}", outcome) for number, outcome in enumerate(outcomes)]
    assert f" | ❌ {lost} |" in markdown.render(report(program(*checks)), Words())


def test_mistake_of_the_grader_is_named_as_such_and_once():
    broken = [check(name, "error", message="It broke: KeyError") for name in ("a", "b")]
    text = markdown.render(report(program(*broken)), Words())
    assert "⚠️ 2 checks could not be graded, which is our mistake" in text
    assert "That says nothing about your program, and costs no points." in text
    assert text.count("It broke: KeyError") == 1
    assert "❌" not in text


def test_full_marks_are_one_table():
    text = markdown.render(report(program(check(outcome="passed"))), Words())
    assert "**Everything works. Well done!**" in text
    assert "<details>" not in text


def test_isolation_is_said():
    text = markdown.render(
        report(program(check("a", "passed")), isolation=("partial", ["files"])), Words()
    )
    assert "--seed 7 repeats this run" in text
    assert "(isolation: partial) · missing: files</sub>" in text


def test_where_nothing_ran_nothing_is_said_of_a_run():
    left = program(check("a", "not_run", message="Not graded."))
    text = markdown.render(report(left, complete=False), Words())
    assert "--seed" not in text and "isolation" not in text
    assert text.endswith(" s</sub>\n")


@pytest.mark.long
def test_half_solved_submission(grader, submission, small_course, tmp_path):
    server = "import socket, sys\ns = socket.create_server((sys.argv[1], int(sys.argv[2])))\ns.accept()[0].send(b'hi')\n"
    page = tmp_path / "page.md"
    words = "--submission", submission(tcp_server=server), "--report", f"markdown={page}"
    run = grader(*words, cwd=small_course)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {run.report['score']} of {POINTS} points\n\n| program |")
    for result in run.program("tcp_server")["checks"]:
        named = f"<b>{html.escape(result['title'])}</b>" in text
        assert named == (result["outcome"] == "failed"), result["id"]
    outside = "".join(token.content for token in leaves(text) if token.type == "html_block")
    assert outside.count("<details>") == outside.count("</details>") > 2


# ------------------------------------------------------------------ hostile text


@given(anything)
def test_whatever_a_program_says_stands_in_fences_and_in_sentences_only(said):
    hostile = markdown.render(report(program(talkative(said))), Words())
    assert skeleton(hostile) == skeleton(
        markdown.render(report(program(talkative("harmless"))), Words())
    )


@given(anything)
def test_of_a_sentence_only_plain_words_are_more_than_code(said):
    """GitHub makes no link, no mention and no picture of them."""
    message = check(message=said + "x", diagnosis="Well.")
    (sentence,) = re.findall(
        "<p>(.*)</p>\n\n<p><b>", markdown.render(report(program(message)), Words())
    )
    found = Outside(sentence)
    assert set(found.tags) <= {"code"}
    assert not re.search(r"[@#$`<>&\\[\]*_~/]|www\.|\w:\w|\w\.\w|[a-z]+-\d", found.words, re.I)


@pytest.mark.parametrize(
    "said, shown",
    [
        ("It sent b'h i' twice.", "It sent <code>b'h i'</code> twice."),
        ("Call recv() (again).", "Call <code>recv()</code> (again)."),
        ("It doesn't end.", "It doesn't end."),
        ("你的程序发送了 b'hi'。再看第 3 行。", "你的程序发送了 <code>b'hi'</code>。再看第 3 行。"),
        ("See @ada, #12 and GH-1", "See <code>@ada</code>, <code>#12</code> and <code>GH-1</code>"),
    ],
)
def test_sentence_shows_what_is_data_as_code(said, shown):
    text = markdown.render(report(program(check(message=said))), Words())
    assert f"<p>{shown}</p>" in html.unescape(text)


def test_next_step_leads_to_the_task():
    lost = report(program(check(message="Wrong.")))
    link = "https://host.test/ada/course/blob/abc/assignments/01_hello/README.md#tcp_serverpy"
    linked = Words(links={"01_hello/tcp_server.py": link})
    page = MARKDOWN.render(markdown.render(lost, linked))
    assert f'<strong><a href="{link}">Next: 01_hello/tcp_server.</a></strong>' in page
    assert "<a" not in MARKDOWN.render(markdown.render(lost, Words()))


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_program_printed_is_there_as_it_was(said):
    printed = fences(markdown.render(report(program(talkative(said))), Words()))[2].content
    lines = said.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    assert printed.removesuffix("\n") == lines


# ------------------------------------------------------------------ its bound


def shouting(number, said):
    return [talkative(said, f"check{index}") for index in range(number)]


@pytest.mark.parametrize(
    "said",
    [
        "`" * 9000,
        *(
            pytest.param(said, marks=pytest.mark.long)
            for said in ("x" * 9000, "你" * 9000, "\ud800" * 9000, "a\n" * 4500)
        ),
    ],
)
def test_page_has_a_bound_and_names_what_it_leaves_out(said):
    def size(checks):
        return len(page(checks).encode("utf-8", "backslashreplace"))

    def page(checks):
        return markdown.render(report(program(*checks)), Words())

    one_more = size(shouting(1, said))  # is more than its story takes
    assert markdown.LARGEST - one_more < size(shouting(200, said)) <= markdown.LARGEST < A_MEBIBYTE
    text = page(shouting(200, said))
    for index in range(200):
        assert text.count(f"<b>Title of check{index}</b>") == 1
    left_out = text.count("The page has no room left for its story.")
    assert 0 < left_out < 200
    assert left_out + text.count("Your program said:") == 200


def test_small_page_leaves_nothing_out():
    assert "no room" not in markdown.render(report(program(*shouting(30, "hello"))), Words())


# ------------------------------------------------------------------ the wire

SHOWN = re.compile(r"(?:[^\W_]|[ '.,/()_=?!*+\\…-]|#\d+;|<br/>)*")


def drawing(said):
    return diagram.render(program(), talkative(said))


@given(anything)
def test_text_in_a_diagram_is_no_syntax(said):
    head, peer, learner, *messages = drawing(said).split("\n")
    assert (head, peer) == ("sequenceDiagram", "  participant peer0 as the client")
    assert learner == "  participant program as tcp_server.py"
    begins = ["program->>peer0: ", "peer0->>program: ", "Note over program: ", "program->>peer0: "]
    for message, begin in zip(messages, begins, strict=False):
        assert message.startswith(f"  {begin}")
    for message in messages:
        text = message.partition(": ")[2]
        assert SHOWN.fullmatch(text)
        assert not re.search(r"\bend\b", text, re.I)


def test_long_wire_is_cut_in_the_middle():
    events = [event(f"n{number}") for number in range(200)]
    drawn = diagram.render(program(), check(message="Wrong.", transcript=events))
    assert "Note over peer0,program: … 176 more messages" in drawn
    assert ": n0\n" in drawn
    assert ": n199\n" in drawn
    assert len(drawn.splitlines()) < 40


def test_each_peer_has_a_lifeline():
    names = ["client A", "client B", "a stranger: end"]
    events = [event("x", peer=name) for name in [*names, names[0]]]
    heads = diagram.render(program(), check(transcript=events)).split("\n")
    assert heads[1:5] == [
        "  participant peer0 as client A",
        "  participant peer1 as client B",
        "  participant peer2 as a stranger#58; #101;nd",
        "  participant program as tcp_server.py",
    ]
    assert [head.partition(":")[0].split("->>")[1] for head in heads[5:]] == [
        "peer0",
        "peer1",
        "peer2",
        "peer0",
    ]


def test_many_peers_share_the_last_lifeline():
    events = [event("x", peer=f"client {number}") for number in range(40)]
    drawn = diagram.render(program(), check(transcript=events))
    assert drawn.count("participant peer") == diagram.MOST_PEERS
    assert f"peer{diagram.MOST_PEERS - 1} as others" in drawn


def test_faults_are_named():
    events = [event("x", name="datagram", fault="lost"), event("x", fault="pieces", pieces=3)]
    drawn = diagram.render(program(), check(transcript=events))
    assert "program-xpeer0: x<br/>(lost)" in drawn
    assert "program->>peer0: x<br/>(in pieces of 3 bytes)" in drawn


def test_a_diagram_is_never_too_large_for_mermaid():
    """It takes 50 000 characters."""
    events = [event("\u0600" * 10_000) for _ in range(200)]
    assert len(diagram.render(program(), check(message="؀" * 9000, transcript=events))) < 50_000


def test_no_diagram_where_nothing_was_on_the_wire():
    assert diagram.render(program(), check(message="Wrong.")) is None


PAGE = """<!doctype html><meta charset="utf-8"><body><script src="{script}"></script><script>
mermaid.initialize({{startOnLoad: false, securityLevel: "strict"}});
(async () => {{
  const results = [];
  for (const [index, source] of {sources}.entries()) {{
    try {{
      const {{svg}} = await mermaid.render("drawing" + index, source);
      const page = new DOMParser().parseFromString(svg, "text/html");
      const texts = [...page.querySelectorAll("text.messageText, .noteText, text.actor")];
      results.push({{texts: texts.map(text => text.textContent),
                    alive: page.querySelectorAll("script, img, a, iframe, foreignObject").length}});
    }} catch (error) {{ results.push({{error: String(error)}}); }}
  }}
  tell(results);
}})();
{tell}
</script>"""


def drawn_by_mermaid(sources, folder):
    """What each diagram shows, in Chromium."""
    script = os.environ.get("MERMAID_JS")
    if not script:
        pytest.skip("needs MERMAID_JS in the environment")
    data = json.dumps(sources).replace("<", "\\u003c")
    page = PAGE.format(script=Path(script).as_uri(), sources=data, tell=browser.TELL)
    return browser.told(page, folder)


def test_mermaid_draws_every_diagram(tmp_path):
    said = [
        *HOSTILE,
        "end",
        "End of it",
        "style: #x;y",
        "wrap: x",
        "a;b#c",
        "`\"'",
        "a\\nb",
        "你好",
    ]
    results = drawn_by_mermaid([drawing(text) for text in said], tmp_path)
    assert len(results) == len(said)
    for text, result in zip(said, results, strict=True):
        assert "error" not in result, (text, result)
        assert result["alive"] == 0, text
        assert result["texts"].count("tcp_server.py") == 2
    for text in ("style: #x;y", "wrap: x", "a;b#c", "`\"'", "a\\nb", "你好"):
        assert text in results[said.index(text)]["texts"]


def test_mermaid_draws_every_event(tmp_path):
    names = [("grader", name) for name in wire.BY_GRADER]
    names += [("program", name) for name in wire.BY_PROGRAM]
    events = [event("x", who, name, peer=f"client {who}") for who, name in names]
    events += [event("x", name="datagram", fault=fault) for fault in wire.FAULTS]
    (result,) = drawn_by_mermaid(
        [diagram.render(program(), check(message="m", transcript=events))], tmp_path
    )
    assert "error" not in result, result
    for said in [*wire.BY_GRADER.values(), *wire.BY_PROGRAM.values()]:
        assert f"{said} x" in result["texts"]
