"""Learners' programs meet each other: who meets whom, who broke a rule first, and what is shown."""

import contextlib
import json
import random
import re
import shutil
from collections import Counter
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

import pytest

import browser
import shelf
from conftest import ROOT
from grader import cli
from grader.commands import interop
from grader.course import layout, targets
from grader.dice import Dice
from grader.grading import pool
from grader.interop import pairs, tournament
from grader.interop.meeting import Meeting
from grader.interop.tournament import Entrant, Plan, Tournament
from grader.launch import launcher
from grader.matrix import Cell, Matrix, PairResult, Player
from grader.renderers import columns, matrix_page
from grader.renderers import matrix as lines
from grader.report import Isolation
from grader.subjects.pairs import Apart, Connection, Datagram, Run, Seen
from grader.submissions import folder
from grader.submissions.folder import Work

RIGHT = ROOT / "tests" / "submissions"
PAIRS = {str(known): known for known in pairs.everything()}


# ------------------------------------------------------------------ who is meant


def test_every_unit_has_a_pair_by_tcp_and_one_by_udp():
    assert set(PAIRS) == {f"{unit}/{name}" for unit in layout.units() for name in ("tcp", "udp")}


@pytest.mark.parametrize(
    "word, named",
    [
        ("01", ["01_hello/tcp", "01_hello/udp"]),
        ("02/udp", ["02_rough_seas/udp"]),
        ("03_services/tcp", ["03_services/tcp"]),
        ("01/tcp_client", ["01_hello/tcp"]),
        ("solutions/01_hello/udp_server.py", ["01_hello/udp"]),
    ],
)
def test_words_name_pairs(word, named):
    assert list(map(str, pairs.choose([word], ROOT))) == named


def test_what_meets_nobody_is_refused_in_a_line():
    with pytest.raises(targets.UnknownTarget) as refused:
        pairs.choose(["01/http_tasks"], ROOT)
    assert "meets no other learner's program; the pairs that do: 01/tcp, 01/udp" in str(
        refused.value
    )


def test_pairs_that_nobody_has_handed_in_are_left_out_if_none_is_named(tmp_path):
    shutil.copytree(ROOT / "solutions" / "01_hello", tmp_path / "01_hello")
    (tmp_path / "01_hello/tcp_client.py").unlink()
    ada = Entrant(Player("ada", "ada", "ada"), folder.read(tmp_path, layout.units()).units)
    every = pairs.everything()
    found = interop._handed_in(every, [ada])
    assert list(map(str, found)) == ["01_hello/tcp", "01_hello/udp"]
    none = [known for known in every if known.unit != "01_hello"]
    assert interop._handed_in(none, [ada]) == none


def test_each_server_is_met_as_often_as_any_other():
    keys = [f"learner {number}" for number in range(23)]
    plan = Plan([PAIRS["01_hello/tcp"]], seed=5, partners=4)
    met = plan.couples(keys)
    assert len(set(met)) == 23 * 4 and all(client != server for client, server in met)
    for side in zip(*met, strict=True):
        assert Counter(side) == dict.fromkeys(keys, 4)
    assert met == plan.couples(keys) != replace(plan, seed=6).couples(keys)


def test_small_class_meets_as_a_whole():
    met = Plan([], seed=5).couples(["ada", "bob"])
    assert met == [("ada", "ada"), ("ada", "bob"), ("bob", "ada"), ("bob", "bob")]
    only = Plan([], seed=5, clients=frozenset(["ada"]), servers=frozenset(["bob"]))
    assert only.couples(["ada", "bob"]) == [("ada", "bob")]


# ------------------------------------------------------------------ who broke a rule first


def talk(*said, status=0, printed=""):
    """A run of a client with one connection, in which this was said, by side."""
    connection = Connection()
    for who, data in said:
        (connection.by_client if who == "client" else connection.by_server).extend(data or b"")
        connection.order.append((who, "data" if data else "end"))
    return Run(status, printed, printed.encode(), connections=[connection])


def datagrams(*said, status=0, printed=""):
    return Run(status, printed, datagrams=[Datagram(who, data, 40000) for who, data in said])


def frame(data):
    return len(data).to_bytes(4) + data


def judged(name, run, **seen):
    """What a game says of a run, with dice whose words are known."""
    game = PAIRS[name].pair.game(Dice(1))
    with pytest.raises(Apart) as apart:
        game.judge(Seen([run], **seen))
    return apart.value.by, apart.value.message


HI, HELLO, BYE = ("server", b"hi"), ("client", b"hello!"), ("server", None)


@pytest.mark.parametrize(
    "run, seen, by, words",
    [
        (Run(1), {}, "client", "did not connect"),
        (talk(HI, BYE, HELLO), {}, "server", "did not wait for the client to speak"),
        (talk(("client", b"hello"), HI, BYE), {}, "client", "sent other bytes"),
        (talk(HELLO, status=None), {}, "server", "did not answer"),
        (talk(HELLO, status=1), {}, None, "did not wait any longer"),
        (talk(HELLO, BYE, status=1), {}, "server", "did not answer"),
        (talk(HELLO, ("server", b"ho"), BYE), {}, "server", "sent other bytes"),
        (talk(HELLO, HI, status=None), {}, "server", "did not close the connection"),
        (talk(HELLO, HI, BYE), {}, "client", "did not print hi"),
        (talk(HELLO, HI, BYE, status=None, printed="hi"), {}, "client", "is still running"),
        (talk(HELLO, HI, BYE, status=1, printed="hi"), {}, "client", "ended with another status"),
        (talk(HELLO, HI, BYE, printed="hi"), {}, "server", "did not print hello!"),
        (talk(HELLO, HI, BYE, printed="hi"), {"server_printed": "hello!"}, "server", "status 0"),
    ],
)
def test_wire_of_unit_1_tells_who_it_was(run, seen, by, words):
    told = judged("01_hello/tcp", run, **seen)
    assert told[0] == by and words in told[1]


def test_two_that_speak_in_their_own_way_are_well_if_it_comes_to_the_same():
    run = talk(("client", b"hullo"), ("server", b"hi\n"), BYE, printed="hi")
    game = PAIRS["01_hello/tcp"].pair.game(Dice(1))
    game.judge(Seen([run], server_status=0, server_printed="hullo, hello!"))


def test_wire_of_the_frames_tells_who_it_was():
    game = PAIRS["02_rough_seas/tcp"].pair.game(Dice(1))
    first = game.calls("", 1)[0].stdin.split(b"\n")[0]
    ready = ("server", frame(b"ready x"))
    for run, by, words in [
        (talk(status=None), "server", "greeting is not there"),
        (talk(("server", b"ready x"), status=None), "server", "greeting is not there"),
        (talk(("server", frame(b"welcome"))), "server", "greeting is another one"),
        (talk(ready), "client", "A frame of the client is not there"),
        (talk(ready, ("client", frame(first + b"\n"))), "client", "another frame"),
        (talk(ready, ("client", frame(first)), status=None), "server", "A reply of the server"),
        (talk(ready, ("client", frame(first)), ready), "server", "replied something other"),
    ]:
        told = judged("02_rough_seas/tcp", run)
        assert told[0] == by and words in told[1], told


def test_wire_of_the_sums_tells_who_it_was():
    game = PAIRS["02_rough_seas/udp"].pair.game(Dice(1))
    number = int(game.calls("", 1)[0].stdin.split(b"\n")[0])
    asked = ("client", b"x ADD %d" % number)
    for run, by, words in [
        (datagrams(), "client", "sent nothing"),
        (datagrams(("client", b"x ADD +1")), "client", "does not have the form"),
        (datagrams(("client", b"x ADD 1")), "client", "another number"),
        (datagrams(asked, asked, status=None), "server", "did not answer a request"),
        (datagrams(asked, ("server", b"y 1")), "server", "bears no ID"),
        (datagrams(asked, ("server", b"x 1")), "server", "one blank and the total"),
        (datagrams(asked, ("server", b"x %d" % number)), "client", "not send all"),
    ]:
        told = judged("02_rough_seas/udp", run)
        assert told[0] == by and words in told[1], told


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (b"0" * 5000 + b"12", "sent another body"),
        (b"11", "sent another body"),
        (b"013", "not whole"),
        (b"9" * 5000, "not whole"),
        (b"\xb2", "no Content-Length"),
        (b"", "no Content-Length"),
    ],
)
def test_length_of_any_number_of_digits_is_read(length, words):
    asked = ("client", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    head = b"HTTP/1.1 200 OK\r\nContent-Length: " + length + b"\r\n\r\n"
    run = talk(asked, ("server", head + b"another body"), status=None)
    by, told = judged("03_services/tcp", run)
    assert by == "server" and words in told


def test_answer_from_elsewhere_is_the_servers_doing():
    game = PAIRS["01_hello/udp"].pair.game(Dice(1))
    line = game.calls("", 1)[0].stdin.split(b"\n")[0]
    run = datagrams(("client", line), status=None)
    run.datagrams.append(Datagram("server", line.upper(), 40000, is_elsewhere=True))
    by, words = judged("01_hello/udp", run)
    assert by == "server" and "from another address" in words


# ------------------------------------------------------------------ what is shown


def cell(client, server, outcome="passed", **others):
    return Cell(client, server, outcome, **others)


@pytest.fixture
def matrix():
    """Ada and Bob pass with the reference and fail together; Eve's server is not there."""
    bad = {"by": "server", "message": "It is <b>wrong</b>.", "expected": "b'1'", "received": "b'2'"}
    cells = [
        *(cell(key, None) for key in "ab"),
        cell("e", None, "failed", message="no"),
        *(cell(None, key) for key in "ab"),
        cell(None, "e", "not_played", message="There is no such file."),
        *(cell(one, "a") for one in "abe"),
        cell("a", "b", "failed", steps=["0.100 s  the client connected"], **bad),
        *(cell(one, "b") for one in "b"),
        cell("e", "b", "failed", message="no"),
        *(cell(one, "e", "not_played", message="There is no such file.") for one in "abe"),
    ]
    players = [
        Player("a", "Ada", "x/a"),
        Player("b", "Bob & Co", "x/b"),
        Player("e", "\x1b[1m", ""),
    ]
    return Matrix(
        seed=7,
        played_at="2026-11-22T12:00:00Z",
        seconds=1.0,
        grader="0",
        python="3",
        isolation=Isolation("full", []),
        partners=None,
        players=players,
        pairs=[PairResult("01_hello/tcp", "01_hello/tcp_client", "01_hello/tcp_server", cells)],
    )


def test_interesting_is_what_fails_though_both_pass_with_the_reference(matrix):
    (pair,) = matrix.pairs
    assert [(each.client, each.server) for _, each in matrix.interesting()] == [("a", "b")]
    assert [(c.client, c.server) for c in pair.cells if pair.is_own_way(c)] == [("e", "a")]
    data = json.loads(matrix.to_json())
    assert data["version"] == 1
    assert [c["client"] for c in data["pairs"][0]["cells"] if c["interesting"]] == ["a"]


def test_terminal_tells_the_interesting_one_first_and_then_the_table(matrix):
    text = lines.render(matrix, "python -m grader interop x")
    assert text.startswith("1 meeting to talk about")
    story, table = text.split("\n01_hello/tcp   ")
    assert "the client of Ada, the server of Bob & Co" in story
    assert "--only 01/tcp --client a --server b --seed 7" in story
    rows = [line.split() for line in table.splitlines()[2:7]]
    assert rows[1:4] == [
        ["reference", "✓", "✓", "–"],
        ["1", "Ada", "✓", "✓", "!", "–"],
        ["2", "Bob", "&", "Co", "✓", "✓", "✓", "–"],
    ]
    assert "\x1b" not in text and "Expected" not in table


@pytest.mark.parametrize("width", [60, 80, 120])
def test_terminal_fits_any_width(matrix, width):
    many = [Player(f"k{number}", f"Learner {number} of many", "") for number in range(40)]
    cells = [cell(one.key, other.key) for one in many for other in many]
    wide = replace(matrix, players=many, pairs=[replace(matrix.pairs[0], cells=cells)])
    for line in lines.page(wide, "again", width):
        assert columns.width(lines.plain(line)) <= width


def test_page_has_no_script_and_each_tile_leads_to_a_conversation(matrix):
    page = "".join(matrix_page.render(matrix, "python -m grader interop x"))
    assert "<script" not in page and "default-src &#39;none&#39;" in page
    assert "<b>wrong</b>" not in page and "\x1b" not in page
    leads = set(re.findall(r'href="#(talk-[\d-]+)"', page))
    assert len(leads) == len(matrix.pairs[0].cells)
    assert leads == set(re.findall(r'<section class="talk" id="([^"]+)"', page))


@pytest.mark.long
def test_page_opens_a_conversation_without_a_script_of_its_own(matrix, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("".join(matrix_page.render(matrix, "again")), encoding="utf-8")
    found = browser.looked_at(
        page,
        1200,
        """
        const shown = () => [...page.querySelectorAll(".talk")].filter(e => e.offsetHeight).map(e => e.id);
        const before = shown();
        page.querySelector(".tile.interesting[href]").click();
        await new Promise(done => setTimeout(done, 200));
        const after = shown();
        page.querySelector(".talk:target header a").click();
        await new Promise(done => setTimeout(done, 200));
        return [before, after, shown(), page.documentElement.scrollWidth <= inner.innerWidth];
        """,
        tmp_path,
    )
    assert found == [[], ["talk-0-1-2"], [], True]


# ------------------------------------------------------------------ what cannot be played


class Breaking(Executor):
    """An executor whose process ends at the first call, or at each."""

    def __init__(self, always):
        self.always, self.calls = always, 0

    def submit(self, call, met):
        self.calls += 1
        future = Future()
        if self.always or self.calls == 1:
            future.set_exception(RuntimeError("its process ended"))
        else:
            future.set_result(Cell(met.client, met.server, "passed"))
        return future


@pytest.mark.parametrize("always, outcome", [(False, "passed"), (True, "error")])
def test_meeting_whose_process_breaks_is_played_once_more(always, outcome):
    met = Meeting(PAIRS["01_hello/tcp"], "ada", "bob", {}, {}, 1, "en")
    ((_, played),) = tournament._played([met], Breaking(always), pool.Width(2), lambda: None)
    assert played.outcome == outcome
    assert always == ("The grader made a mistake" in (played.message or ""))


@pytest.mark.parametrize(
    "words, told",
    [
        (["--only", "01/http_tasks"], "meets no other learner's program"),
        (["--only", "01/tpc"], "there is no program 'tpc' in 01_hello"),
        ([], "1 submission can be played here, and two learners at least are needed"),
        (["--client", "zoe"], "there is no learner 'zoe'; there are class"),
        (["--html", "none/page.html"], "there is no folder none"),
    ],
)
def test_wrong_use_is_one_line(words, told, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "solutions" / "01_hello", tmp_path / "class/ada/01_hello")
    assert cli.main(["interop", "class", *words]) == 2
    errors = capsys.readouterr().err
    assert told in errors and errors.count("\n") == 1


def test_without_solutions_there_is_nobody_to_meet_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(layout, "SOLUTIONS", tmp_path)
    shutil.copytree(ROOT / "solutions" / "01_hello", tmp_path / "class/ada/01_hello")
    assert cli.main(["interop", str(tmp_path / "class"), "--only", "01"]) == 2
    assert "there is no solution of 01_hello/tcp_client here" in capsys.readouterr().err


# ------------------------------------------------------------------ meetings


def entrant(name, unit, **programs):
    """Somebody with these programs in the place of the solutions."""
    files = {path.name: path.read_bytes() for path in (layout.SOLUTIONS / unit).glob("*.py")}
    for program, source in programs.items():
        files[f"{program}.py"] = source.read_bytes() if isinstance(source, Path) else source
    return Entrant(Player(name, name, name), {unit: Work(files, {}, {}, ())})


def played(name, *entrants):
    """Play a pair of these and the solutions; give what came of it, by client and server."""
    known = PAIRS[name]
    reference = Entrant(None, folder.read(layout.SOLUTIONS, [known.unit]).units)
    with contextlib.closing(launcher(web=False)) as started:
        plan = Plan([known], seed=3)
        matrix = Tournament(entrants, reference, plan).play(started)
    return {(each.client, each.server): each for each in matrix.pairs[0].cells}, matrix


def of_shelf(unit, kind, program, name):
    return RIGHT / unit / program / kind / f"{name}.py"


def rights(unit, program):
    """The right programs of the shelf but for those that are judged by some checks only."""
    every = sorted((RIGHT / unit / program / "right").glob("*.py"))
    return [path for path in every if shelf.entry(path).judged_by is None]


@pytest.mark.parametrize(("name", "path"), [("tcp", "site"), ("udp", "hosts.txt/a.py")])
def test_files_of_a_meeting_come_before_those_of_a_learner(name, path):
    mine = entrant("Ada", "03_services")
    mine.units["03_services"].files[path] = b""
    cells, _ = played(f"03_services/{name}", mine)
    assert {cell.outcome for cell in cells.values()} == {"passed"}


# Its IDs hold control characters. No check judges that, but the rules ask for printable ones.
NOT_BY_THE_RULES = {"control_characters_in_the_id.py"}


@pytest.mark.long
@pytest.mark.parametrize("name", PAIRS)
def test_right_programs_understand_each_other(name):
    known = PAIRS[name]
    clients, servers = rights(known.unit, known.pair.client), rights(known.unit, known.pair.server)
    clients = [path for path in clients if path.name not in NOT_BY_THE_RULES]
    dice = random.Random(len(name))
    chosen = zip(dice.sample(clients, 4), dice.sample(servers, 4), strict=True)
    entrants = [
        entrant(
            f"{one.stem} and {other.stem}",
            known.unit,
            **{known.pair.client: one, known.pair.server: other},
        )
        for one, other in chosen
    ]
    cells, _ = played(name, *entrants)
    assert len(cells) == 4 + 4 + 16
    assert [each for each in cells.values() if each.outcome != "passed"] == []


@pytest.mark.long
def test_piece_by_piece_is_as_good_as_in_one():
    slow = entrant(
        "slow",
        "01_hello",
        tcp_client=of_shelf("01_hello", "right", "tcp_client", "says_it_letter_by_letter"),
        tcp_server=of_shelf("01_hello", "right", "tcp_server", "letter_by_letter"),
    )
    cells, _ = played("01_hello/tcp", slow, entrant("quick", "01_hello"))
    assert {each.outcome for each in cells.values()} == {"passed"}


@pytest.mark.long
def test_what_only_a_classmate_notices_is_interesting(grader, tmp_path):
    """The solution splits at any blanks; a client that takes the answer apart by one does not."""
    padding = of_shelf("02_rough_seas", "wrong", "udp_server", "pads_the_id")
    strict = of_shelf("02_rough_seas", "right", "udp_client", "control_characters_in_the_id")
    strict = strict.read_text().replace("\\x01", "n").encode()
    for name, source in (("ada", {"udp_client": strict}), ("bob", {"udp_server": padding})):
        for file, data in (
            entrant(name, "02_rough_seas", **source).units["02_rough_seas"].files.items()
        ):
            path = tmp_path / "class" / name / "02_rough_seas" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (tmp_path / "class" / "cem.zip").write_bytes(b"no archive")
    made = tmp_path / "m.json"
    words = ["interop", tmp_path / "class", "--only", "02/udp", "--json", made, "--seed", 5]
    run = grader(*words, report=False)
    assert run.status == 3  # since one of the class could not take part
    assert run.errors.startswith("grader: cem does not take part: ")
    assert "1 meeting to talk about" in run.output
    assert "02_rough_seas/udp: the client of ada, the server of bob" in run.output
    assert "The server was the first to leave the rules." in run.output
    again = re.search(r"try +python -m grader (interop .*)", run.output)[1].split()
    once = grader(*again, report=False)
    assert "1 meeting to talk about" in once.output
    data = json.loads(made.read_text())
    assert [
        (c["client"], c["server"], c["by"]) for c in data["pairs"][0]["cells"] if c["interesting"]
    ] == [("ada", "bob", "server")]


HANGS = b"import time, socket, sys\ns = socket.create_server((sys.argv[1], int(sys.argv[2])))\nwhile True: pass\n"
FLOODS = b"import socket, sys\ns = socket.create_connection((sys.argv[1], int(sys.argv[2])))\nwhile True: s.sendall(bytes(1 << 16))\n"
STUB = b"raise NotImplementedError\n"


@pytest.mark.long
def test_bad_program_costs_its_own_cells_only():
    """One hangs, one floods, one is not begun, one is not there; two are sound."""
    without = entrant("without", "01_hello")
    del without.units["01_hello"].files["tcp_server.py"]
    cells, matrix = played(
        "01_hello/tcp",
        entrant("sound", "01_hello"),
        entrant("other", "01_hello"),
        entrant("hangs", "01_hello", tcp_server=HANGS),
        entrant("floods", "01_hello", tcp_client=FLOODS),
        entrant("stub", "01_hello", tcp_client=STUB, tcp_server=STUB),
        without,
    )
    assert matrix.complete and not matrix.has_errors
    sound = {None, "sound", "other", "hangs", "without"}  # their clients
    for (client, server), each in cells.items():
        if server in (None, "sound", "other", "floods") and client in sound:
            assert each.outcome == "passed", each
        elif server in ("stub", "without") or client == "stub":
            assert each.outcome == "not_played", each
        else:
            assert each.outcome == "failed", each
    assert "still the stub" in cells["stub", "sound"].message
    assert cells["sound", "without"].message == "There is no 01_hello/tcp_server.py."
    assert cells["sound", "hangs"].by == "server"
    assert any(
        "the server is still there: it is busy" in step for step in cells["sound", "hangs"].steps
    )


REACHES_OUT = b"""
import socket, sys
found = []
for host in ("127.0.0.1", sys.argv[1]):
    for port in range(20000, 32768):
        with socket.socket() as s:
            if (host, port) != (sys.argv[1], int(sys.argv[2])) and not s.connect_ex((host, port)):
                found.append((host, port))
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(b"hello!")
    print(s.recv(1024), "reached", found)
"""


@pytest.mark.long
@pytest.mark.skipif(not shelf.has_networks(), reason="needs a network of its own for a program")
def test_client_reaches_its_partner_and_nobody_else():
    cells, _ = played("01_hello/tcp", entrant("nosy", "01_hello", tcp_client=REACHES_OUT))
    for each in (cells["nosy", "nosy"], cells["nosy", None]):
        assert each.outcome == "passed" and "b'hi' reached []" in each.client_output
