"""Reading a stranger's folder: what comes along, what stays behind, where units are found."""

import contextlib
import dataclasses
import errno
import os
import shutil
import socket
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from grader import tree
from grader.submissions import folder as submission
from grader.submissions import neighbours, places
from grader.submissions.places import BadSubmission

UNIT = "01_hello"
PROGRAM = b"print('a program')\n"
posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture(autouse=True, params=["by descriptor", "by path"])
def way(request, monkeypatch):
    """Each way of reading a folder; Windows has only the second one."""
    by_descriptor = request.param == "by descriptor"
    if by_descriptor and not tree.BY_DESCRIPTOR:
        pytest.skip("this system has no descriptors of folders")
    monkeypatch.setattr(tree, "BY_DESCRIPTOR", by_descriptor)


@pytest.fixture
def unit(tmp_path):
    """The folder of a unit, with one program."""
    folder = tmp_path / "submission" / UNIT
    folder.mkdir(parents=True)
    (folder / "tcp_server.py").write_bytes(PROGRAM)
    return folder


def read(unit):
    return submission.read(unit.parent, [UNIT]).units[UNIT]


def put(folder, *names, data=b"x"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def refusal(folder, *units):
    with pytest.raises(BadSubmission) as refused:
        submission.read(folder, units or [UNIT])
    return str(refused.value)


# ------------------------------------------------------------------ what comes along


def test_whatever_lies_beside_a_program_comes_along(unit):
    put(unit, "words.py", "parts/__init__.py", "parts/deep/er.py", "data.json", "README.md")
    work = read(unit)
    assert set(work.files) == {
        "tcp_server.py",
        "words.py",
        "parts/__init__.py",
        "parts/deep/er.py",
        "data.json",
        "README.md",
    }
    assert work.files["tcp_server.py"] == PROGRAM
    assert not work.behind


def test_what_others_have_made_is_left_out_without_a_word(unit):
    put(unit, ".git/config", ".hidden.py", "__pycache__/a.pyc", "venv/a.py", "env/b.py")
    put(unit, "node_modules/c.js", "parts/.cache/d", "parts/__pycache__/e.pyc")
    put(unit, "my-own-python/pyvenv.cfg", "my-own-python/lib/site.py")
    work = read(unit)
    assert set(work.files) == {"tcp_server.py"}
    assert not work.behind


def test_beyond_the_bound_programs_come_first_and_modules_before_the_rest(unit):
    put(unit, *(f"a{number:03}.txt" for number in range(70)))
    put(unit, *(f"m{number:02}.py" for number in range(40)), "udp_client.py")
    work = read(unit)
    assert len(work.files) == 64
    assert {"tcp_server.py", "udp_client.py"} <= set(work.files)
    assert sum(name.startswith("m") for name in work.files) == 40
    assert "a021.txt" in work.files
    assert work.behind[0] == "a022.txt (beyond 64 files or 1 MiB)"
    assert len(work.behind) == 70 - 22


def test_modules_near_the_programs_come_before_those_far_away(unit):
    put(unit, *(f"lib/site/m{number:02}.py" for number in range(80)), "zebra.py")
    assert "zebra.py" in read(unit).files


def test_large_file_stays_behind_and_smaller_ones_come(unit):
    put(unit, "a.bin", data=bytes(1 << 20))
    put(unit, "b.bin", data=bytes(1 << 19))
    work = read(unit)
    assert set(work.files) == {"tcp_server.py", "b.bin"}
    assert work.behind == ["a.bin (beyond 64 files or 1 MiB)"]


def test_program_is_never_crowded_out_by_another_one(unit):
    put(unit, "tcp_client.py", "udp_server.py", data=b"#" * (1 << 20))
    put(unit, "words.py")
    work = read(unit)
    assert {"tcp_server.py", "tcp_client.py", "udp_server.py"} == set(work.files)
    assert work.behind == ["words.py (beyond 64 files or 1 MiB)"]


def test_thousands_of_files_take_no_time(unit):
    put(unit, *(f"many/{number}.dat" for number in range(2_000)))
    began = time.monotonic()
    work = read(unit)
    assert time.monotonic() - began < 5
    assert len(work.files) == 64


def test_no_number_of_folders_and_hidden_files_is_looked_at_for_long(unit, monkeypatch):
    put(unit, *(f"many/{number}/x" for number in range(300)))
    put(unit, *(f"more/.{number}" for number in range(300)), "zebra/x.py")
    monkeypatch.setattr(submission, "MOST_LOOKED_AT", 100)
    seen = []
    entries = tree.Folder.entries
    monkeypatch.setattr(
        tree.Folder,
        "entries",
        lambda self: (seen.append(each) or each for each in entries(self)),
    )
    assert read(unit).files["tcp_server.py"] == PROGRAM
    assert len(seen) <= 100


def test_no_number_of_names_is_compared_for_long(unit, monkeypatch):
    put(unit, *(f"{number}.txt" for number in range(50)))
    monkeypatch.setattr(submission, "MOST_COMPARED", 10)
    compared = []
    monkeypatch.setattr(neighbours, "of_file", lambda name, paths, others: compared.extend(paths))
    read(unit)
    assert 0 < len(set(compared)) <= 10


def test_file_that_has_grown_since_it_was_looked_at(unit, monkeypatch):
    put(unit, "words.txt", data=bytes((1 << 20) + 1))
    entries = tree.Folder.entries
    monkeypatch.setattr(
        tree.Folder,
        "entries",
        lambda self: (dataclasses.replace(each, size=0) for each in entries(self)),
    )
    work = read(unit)
    assert set(work.files) == {"tcp_server.py"}
    assert work.behind == ["words.txt (beyond 64 files or 1 MiB)"]


@posix
def test_folders_nested_as_deep_as_they_get(unit):
    with contextlib.chdir(unit):
        for _ in range(200):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
        Path("deep.py").write_text("")
    assert set(read(unit).files) == {"tcp_server.py"}


@posix
@pytest.mark.parametrize(
    "name",
    ["naïve 模块.py", "-rf.py", "a\nb.py", "a\\b.py", "'\";$(x).py", " ", "\x1b[2J\x07", "C:x"],
)
def test_odd_names(unit, name):
    put(unit, name)
    assert read(unit).files[name] == b"x"


@posix
def test_name_that_is_no_text(unit):
    name = os.fsdecode(b"\xff\xfe.py")
    put(unit, name)
    assert read(unit).files[name] == b"x"


# ------------------------------------------------------------------ what must not be read


def secret(tmp_path):
    folder = tmp_path / "secret" / "01_hello"
    put(folder, "secret.py", "tcp_server.py", data=b"a secret")
    return folder


@posix
def test_no_link_in_a_unit_is_followed(unit, tmp_path):
    away = secret(tmp_path)
    (unit / "file.py").symlink_to(away / "secret.py")
    (unit / "folder").symlink_to(away)
    (unit / "real").mkdir()
    (unit / "real" / "nested").symlink_to(away)
    (unit / "nowhere.py").symlink_to("/nowhere/at/all")
    (unit / "inside.py").symlink_to("tcp_server.py")
    work = read(unit)
    assert set(work.files) == {"tcp_server.py"}
    assert work.behind == [
        f"{name} (a symbolic link)"
        for name in ("file.py", "inside.py", "nowhere.py", "folder", "real/nested")
    ]


@posix
def test_program_that_is_a_link(unit, tmp_path):
    (unit / "tcp_client.py").symlink_to(secret(tmp_path) / "tcp_server.py")
    work = read(unit)
    assert "tcp_client.py" not in work.files
    assert "is a symbolic link" in work.problems["tcp_client.py"]


@posix
@pytest.mark.parametrize(
    "link", ["01_hello", "assignments", "assignments/01_hello", "work", "work/01_hello"]
)
def test_no_folder_above_is_a_link(tmp_path, link):
    away = secret(tmp_path)
    path = tmp_path / "submission" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(away if path.name == UNIT else away.parent)
    said = refusal(tmp_path / "submission")
    assert "there is no 01_hello in" in said
    assert ("no link is followed" in said) == (not link.startswith("work"))


@posix
def test_folder_that_is_named_may_be_a_link(unit, tmp_path):
    (tmp_path / "link").symlink_to(unit.parent)
    assert submission.read(tmp_path / "link", [UNIT]).units[UNIT].files


@posix
def test_folder_that_nobody_has_named_may_be_no_link(unit, tmp_path):
    """As the `assignments` of whatever folder the user is in."""
    (tmp_path / "assignments").symlink_to(unit.parent)
    with pytest.raises(BadSubmission, match="no link is followed"):
        submission.read(tmp_path / "assignments", [UNIT], is_named=False)
    with contextlib.chdir(tmp_path), pytest.raises(BadSubmission, match="no link is followed"):
        submission.read(submission.default(Path.cwd()), [UNIT], is_named=False)
    assert submission.read(unit.parent, [UNIT], is_named=False).units[UNIT].files


@posix
@pytest.mark.parametrize("link", ["02_rough_seas", "assignments", "assignments/02_rough_seas"])
def test_link_in_the_place_of_a_unit_is_told_of(unit, tmp_path, link):
    path = unit.parent / link
    path.parent.mkdir(exist_ok=True)
    path.symlink_to(secret(tmp_path))
    work = submission.read(unit.parent, [UNIT, "02_rough_seas"]).units["02_rough_seas"]
    assert not work.files
    assert work.neighbours["tcp_server.py"] == f"{link} is a symbolic link, and no link is followed"


@pytest.mark.parametrize("locked", ["02_rough_seas", "assignments"])
def test_locked_folder_in_the_place_of_a_unit_is_told_of(unit, monkeypatch, locked):
    (unit.parent / locked).mkdir()
    enter = tree.Folder.enter

    def refuse(self, name):
        if name == locked:
            raise PermissionError(name)
        return enter(self, name)

    monkeypatch.setattr(tree.Folder, "enter", refuse)
    work = submission.read(unit.parent, [UNIT, "02_rough_seas"]).units["02_rough_seas"]
    assert work.neighbours["tcp_server.py"] == f"{locked} cannot be opened"


@posix
@pytest.mark.parametrize("target", [".", "01_hello", "../submission", "other/../01_hello"])
def test_link_that_leads_in_a_circle(tmp_path, target):
    top = tmp_path / "submission"
    (top / "other").mkdir(parents=True)
    (top / UNIT).symlink_to(target)
    assert "no link is followed" in refusal(top)
    put(top, "tcp_server.py", data=PROGRAM)  # flat: it lies there itself
    assert submission.read(top, [UNIT]).units[UNIT].files == {"tcp_server.py": PROGRAM}


@posix
def test_link_is_no_neighbour(unit, tmp_path):
    """Renamed it would not be read either."""
    (unit / "TCP_Client.py").symlink_to(secret(tmp_path) / "tcp_server.py")
    assert "tcp_client.py" not in read(unit).neighbours


def test_junction_of_windows_is_a_link():
    """It looks like a folder; what is kept in a cloud only looks like a link."""
    status = {"st_mode": 0o40755, "st_size": 0}
    for tag, kind in (
        (0, tree.Kind.FOLDER),
        (0xA0000003, tree.Kind.LINK),  # IO_REPARSE_TAG_MOUNT_POINT
        (0x9000001A, tree.Kind.FOLDER),  # IO_REPARSE_TAG_CLOUD
    ):
        entry = tree.Entry.of("x", SimpleNamespace(st_reparse_tag=tag, **status))
        assert entry.kind is kind


@pytest.mark.parametrize("name", ["..", ".", "", "../x", "a/../x", "/etc/passwd", "a\0b", "\ud800"])
def test_name_that_leads_out_of_a_folder_is_none(unit, name):
    (unit / "a").mkdir()
    put(unit.parent, "x")
    with tree.opened(unit) as folder:
        assert folder.entry(name) is folder.folder(name) is None
        with pytest.raises(OSError):
            folder.read(name, 1)


# What a submission has, and what a link leads to in its place.
EXCHANGED = {
    "assignments": "",
    "assignments/01_hello": "01_hello",
    "assignments/01_hello/tcp_server.py": "01_hello/tcp_server.py",
    "assignments/01_hello/words.py": "01_hello/secret.py",
    "assignments/01_hello/parts": "01_hello",
    "assignments/01_hello/parts/secret.py": "01_hello/secret.py",
}
CALLS = ("open", "stat", "lstat", "scandir")


class Exchange:
    """Exchanges a path for a link just before a certain call to the system."""

    def __init__(self, monkeypatch, path, away):
        self.calls, self.when = 0, None
        self._path, self._away = path, away
        for name in CALLS:
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))

    def _counted(self, call):
        def counted(*arguments, **options):
            self.calls += 1
            if self.calls == self.when:
                self._path.rename(self._path.parent / ".before")
                self._path.symlink_to(self._away)
            return call(*arguments, **options)

        return counted


@posix
@pytest.mark.parametrize("path", EXCHANGED)
def test_exchanged_for_a_link_at_any_moment_it_is_not_read(tmp_path, path):
    """Finding and reading share open folders: no moment lies between them."""
    away, top = secret(tmp_path).parent, tmp_path / "submission"
    moment = 0
    while True:
        moment += 1
        put(top / "assignments" / UNIT, "tcp_server.py", "words.py", "parts/secret.py")
        with pytest.MonkeyPatch.context() as patch:
            exchange = Exchange(patch, top / path, away / EXCHANGED[path])
            exchange.when, exchange.calls = moment, 0
            with contextlib.suppress(BadSubmission):
                files = submission.read(top, [UNIT]).units[UNIT].files
                assert b"a secret" not in files.values()
            came = exchange.calls >= moment
        shutil.rmtree(top)
        if not came:
            break
    assert moment > 10


NAMES = st.sampled_from(
    ["assignments", UNIT, "02_rough_seas", "tcp_server.py", "words.py", "parts", "x", "\x1b\n"]
)
MAKERS = {
    "a file": lambda path, away: path.exists() or path.write_bytes(b"mine"),
    "a folder": lambda path, away: path.mkdir(),
    "a pipe": lambda path, away: os.mkfifo(path),
    "a link to a folder": lambda path, away: path.symlink_to(away),
    "a link to a unit": lambda path, away: path.symlink_to(away / UNIT),
    "a link to a program": lambda path, away: path.symlink_to(away / UNIT / "tcp_server.py"),
    "a link to itself": lambda path, away: path.symlink_to("."),
    "a link upwards": lambda path, away: path.symlink_to(".."),
}
THINGS = st.lists(
    st.tuples(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(sorted(MAKERS))),
    max_size=12,
)


@posix
@given(things=THINGS, is_named=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_handed_in_is_read_or_refused(way, things, is_named):
    with tempfile.TemporaryDirectory() as room:
        away, top = secret(Path(room)).parent, Path(room) / "submission"
        top.mkdir()
        for names, kind in things:
            with contextlib.suppress(OSError):  # something lies there already
                top.joinpath(*names[:-1]).mkdir(parents=True, exist_ok=True)
                MAKERS[kind](top.joinpath(*names), away)
        try:
            units = submission.read(top, [UNIT, "02_rough_seas"], is_named=is_named).units
        except BadSubmission:
            return
        found = {data for work in units.values() for data in work.files.values()}
        assert found <= {b"mine"}


@posix
def test_what_is_no_regular_file(unit):
    os.mkfifo(unit / "pipe.py")
    os.mkfifo(unit / "udp_client.py")
    with contextlib.chdir(unit), socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
    work = read(unit)
    assert set(work.files) == {"tcp_server.py"}
    assert work.behind == ["pipe.py (no regular file)", "socket.txt (no regular file)"]
    assert "is not a regular file" in work.problems["udp_client.py"]


@posix
@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read(unit):
    put(unit, "locked.py", "room/inside.py")
    for name in ("locked.py", "room"):
        (unit / name).chmod(0)
    work = read(unit)
    (unit / "room").chmod(0o700)
    assert set(work.files) == {"tcp_server.py"}
    assert work.behind == ["locked.py (it cannot be read)", "room/ (it cannot be opened)"]


def test_program_that_may_not_be_read_costs_no_points(unit, monkeypatch):
    """Nobody knows what stands in it, so that the submission is not graded."""

    def locked(folder, name, most):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    for kind in (tree.Folder, tree.FolderByPath):
        monkeypatch.setattr(kind, "read", locked)
    with pytest.raises(BadSubmission, match=r"^tcp_server.py cannot be read: Permission denied$"):
        read(unit)


# ------------------------------------------------------------------ where the units are


def test_repository_with_assignments(unit, tmp_path):
    unit.parent.rename(tmp_path / "assignments")
    found = submission.read(tmp_path, [UNIT])
    assert found.units[UNIT].files
    assert (found.root, found.note) == (tmp_path / "assignments", None)


@pytest.mark.parametrize("has_programs", [True, False])
def test_pages_beside_the_units_are_no_units(unit, has_programs):
    """Such as bridges and bug hunts, whose programs have the names of those of the units."""
    if not has_programs:
        (unit / "tcp_server.py").unlink()
    alone = submission.read(unit.parent, [UNIT])
    for name in ("bridges/frames.py", "bug_hunts/01_one/tcp_client.py", "words.md"):
        (unit.parent / name).parent.mkdir(parents=True, exist_ok=True)
        (unit.parent / name).write_bytes(PROGRAM)
    assert submission.read(unit.parent, [UNIT]).units == alone.units


@pytest.mark.parametrize("deeper", ["x", "x/assignments", "my work (1)"])
def test_one_level_too_deep(unit, tmp_path, deeper):
    there = tmp_path / "top" / deeper
    there.parent.mkdir(parents=True)
    unit.parent.rename(there)
    found = submission.read(tmp_path / "top", [UNIT])
    assert found.units[UNIT].files == {"tcp_server.py": PROGRAM}
    assert f"lie one level deeper, in {there}" in found.note


def test_unit_inside_of_its_own_folder(unit):
    put(unit / UNIT, "udp_client.py")
    (unit / "tcp_server.py").unlink()
    found = submission.read(unit.parent, [UNIT])
    assert set(found.units[UNIT].files) == {"udp_client.py"}
    assert "one level deeper" in found.note


def test_two_places_one_level_too_deep_are_one_too_many(tmp_path):
    for name in ("ann", "bob"):
        put(tmp_path / name / UNIT, "tcp_server.py")
    said = refusal(tmp_path)
    assert "there are units in" in said and "name the folder that is meant" in said


@posix
def test_no_number_of_places_takes_all_descriptors(tmp_path):
    import resource

    for number in range(100):
        put(tmp_path / f"copy {number}" / "assignments" / UNIT, "tcp_server.py")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    in_use = max(map(int, os.listdir("/dev/fd")))
    resource.setrlimit(resource.RLIMIT_NOFILE, (in_use + 50, before[1]))
    try:
        assert "perhaps in others" in refusal(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_folders_that_nobody_would_have_are_not_all_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MOST_FOLDERS", 10)
    for number in range(50):
        put(tmp_path, f"{number:02}/x")
    put(tmp_path / "99" / UNIT, "tcp_server.py")
    assert "there is no 01_hello in" in refusal(tmp_path)


@pytest.mark.parametrize("place", ["", "assignments", "my files", "assignments/unit1"])
@pytest.mark.parametrize("units", [["01_hello"], ["02_rough_seas"], ["02_rough_seas", "01_hello"]])
def test_flat_files_are_of_the_unit_that_was_asked_for(tmp_path, place, units):
    put(tmp_path / place, "tcp_server.py", "words.py", data=PROGRAM)
    found = submission.read(tmp_path, units)
    assert set(found.units[units[0]].files) == {"tcp_server.py", "words.py"}
    assert all(not found.units[unit].files for unit in units[1:])
    assert f"they are graded as {units[0]}" in found.note


@pytest.mark.parametrize("unit", ["01_hello", "02_rough_seas"])
def test_flat_files_are_of_the_unit_that_they_fit(unit):
    with tempfile.TemporaryDirectory() as folder:
        for file in (ROOT / "solutions" / unit).glob("*.py"):
            shutil.copy(file, folder)
        found = submission.read(Path(folder), ["01_hello", "02_rough_seas"])
        assert [name for name, work in found.units.items() if work.files] == [unit]


def test_unit_itself_is_known_by_its_name(unit):
    found = submission.read(unit, ["02_rough_seas", UNIT])
    assert found.units[UNIT].files
    assert found.note is None
    with contextlib.chdir(unit):
        assert submission.read(Path("."), [UNIT]).units[UNIT].files
    assert "is 01_hello, and what is asked for is 02_rough_seas" in refusal(unit, "02_rough_seas")


def test_units_are_preferred_to_what_else_lies_there(unit):
    put(unit.parent, "tcp_server.py", "backup/01_hello/tcp_server.py", data=b"old")
    found = submission.read(unit.parent, [UNIT])
    assert found.units[UNIT].files == {"tcp_server.py": PROGRAM}
    assert found.note is None


def test_program_of_another_unit_is_not_flat(unit):
    assert "there is no 02_rough_seas in" in refusal(unit.parent, "02_rough_seas")


def test_empty_unit_is_a_unit(tmp_path):
    (tmp_path / UNIT).mkdir()
    assert submission.read(tmp_path, [UNIT]).units[UNIT].files == {}


@pytest.mark.parametrize("name", ["01-hello", "01_Hello", "hello", "01 hello"])
def test_misnamed_unit_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    assert refusal(tmp_path).endswith(f"; there is {name}: rename it")


def test_empty_folder(tmp_path):
    assert "there is no 01_hello in" in refusal(tmp_path)


# ------------------------------------------------------------------ misnamed files


@pytest.mark.parametrize(
    "name",
    [
        "TCP_Server.py",
        "tcp_server (1).py",
        "tcp_server.py.txt",
        "tcp-server.py",
        "tcp_server.PY",
        "tcp_server",
        "tcp_server.txt",
        "tcpserver.py",
        "tcp server.py",
        "tcp_server2.py",
        "tcp_server - Copy.py",
        "Copy of tcp_server.py",
        "tcp_sever.py",
        "tcp_server.py.py",
    ],
)
def test_misnamed_file_is_named(unit, name):
    (unit / "tcp_server.py").rename(unit / name)
    put(unit, "udp_server.py", "helper.py")
    assert read(unit).neighbours["tcp_server.py"] == f"there is {name}: rename it"


def test_file_in_another_folder_is_named(unit):
    put(unit, "src/udp_client.py")
    assert (
        read(unit).neighbours["udp_client.py"] == "there is src/udp_client.py: move it out of src"
    )


@pytest.mark.parametrize("name", ["udp_server.py", "words.py", "tcp_server.png", "server.py"])
def test_other_files_are_no_neighbours(name):
    assert neighbours.of_file("tcp_server.py", [name], ["udp_server.py"]) is None
