"""Submissions of a class: found, named and read as platforms and people deliver them."""

import gzip
import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.submissions import archives, delivered, intake, unpacking
from grader.submissions.intake import NothingThere
from grader.submissions.places import BadSubmission

UNIT, OTHER, THIRD = UNITS = ("01_hello", "02_rough_seas", "03_services")
FILE = "tcp_server.py"


def zipped(tree):
    """A zip archive of a tree: a name → bytes, or the tree of a folder."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, content in paths(tree):
            archive.writestr(path, content)
    return data.getvalue()


def targz(tree):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for path, content in paths(tree):
            info = tarfile.TarInfo(path)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(data.getvalue())


def paths(tree, before=""):
    for name, content in tree.items():
        if isinstance(content, dict):
            yield from paths(content, f"{before}{name}/")
        else:
            yield before + name, content


def work(text="print()"):
    """What a learner has in the folder of the first unit."""
    return {UNIT: {FILE: text.encode()}}


def put(folder, tree):
    """Write a tree to a disk."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tree.items():
        if isinstance(content, dict):
            put(folder / name, content)
        else:
            (folder / name).write_bytes(content)
    return folder


def as_folder(path, tree):
    return put(path / "class", tree)


def as_zip(path, tree):
    (path / "class.zip").write_bytes(zipped(tree))
    return path / "class.zip"


def as_targz(path, tree):
    (path / "class.tar.gz").write_bytes(targz(tree))
    return path / "class.tar.gz"


EACH_WAY = pytest.mark.parametrize("pack", [as_folder, as_zip, as_targz])


def found(*paths):
    return list(intake.find([Path(path) for path in paths], UNITS))


def told(*paths):
    """The name of each submission → the program that it holds, or why there is none."""
    return {each.name: said(each) for each in found(*paths)}


def said(handed_in, units=UNITS):
    try:
        submission = handed_in.read(units)
    except BadSubmission as error:
        assert "\n" not in str(error)
        return f"refused: {error}"
    return {
        unit: file.decode()
        for unit, work in submission.units.items()
        if (file := work.files.get(FILE)) is not None
    }


ADA, BOB = {UNIT: "ada"}, {UNIT: "bob"}


@EACH_WAY
def test_class_of_folders_and_archives(tmp_path, pack):
    tree = {
        "ada": work("ada"),
        "bob.zip": zipped(work("bob")),
        "cy.tar.gz": targz(work("cy")),
        "dan.TGZ": targz({"hello-dan-main": work("dan")}),
        "eve": {"eve's.zip": zipped({"x": work("eve")}), "README": b""},
        "fay": {FILE: b"fay"},
        "roster.csv": b"name\nada\n",
        "README.md": b"",
        ".DS_Store": b"",
        "__MACOSX": {"._ada": b""},
    }
    assert told(pack(tmp_path, tree)) == {
        "ada": ADA,
        "bob": BOB,
        "cy": {UNIT: "cy"},
        "dan": {UNIT: "dan"},
        "eve": {UNIT: "eve"},
        "fay": {UNIT: "fay"},
    }


@EACH_WAY
def test_what_is_nearest_counts(tmp_path, pack):
    tree = {
        "ada": {"hello.zip": zipped(work("ada")), "old": {"hello.zip": zipped(work("old"))}},
        "bob": {"new": work("bob"), "past": {"old": work("old")}},
        "cy": {"hello.zip": zipped(work("old")), "work": work("cy")},
        "dan": {"02_rough_seas.zip": zipped({FILE: b"dan"}), "docs.zip": zipped({"a": b""})},
    }
    got = told(pack(tmp_path, tree))
    assert got == {"ada": ADA, "bob": BOB, "cy": {UNIT: "cy"}, "dan": {OTHER: "dan"}}


@EACH_WAY
def test_places_are_for_people(tmp_path, pack):
    path = pack(tmp_path, {"ada": work(), "bob": {"hello.zip": zipped(work())}})
    ada, bob = found(path)
    assert (ada.place, bob.place) == (f"{path}/ada", f"{path}/bob")
    assert ada.read(UNITS).folder == path / "ada"
    assert bob.read(UNITS).root == path / "bob" / "hello.zip"


@EACH_WAY
def test_what_cannot_be_graded_has_one_line_and_the_others_are_read(tmp_path, pack):
    tree = {
        "ada": work("ada"),
        "bob.zip": b"no archive",
        "cy": {"notes.txt": b"sorry"},
        "dan.rar": b"Rar!",
        "eve": {"a.zip": zipped(work()), "b.zip": zipped(work())},
        "fay": {"one": work(), "two": work()},
        "gus": {"hello.zip": zipped({"../x.py": b""})},
    }
    path = pack(tmp_path, tree)
    got = told(path)
    assert got.pop("ada") == ADA
    units = "01_hello or 02_rough_seas or 03_services"
    assert got == {
        "bob": f"refused: {path}/bob.zip: it is damaged, or no such archive at all",
        "cy": f"refused: there is no {units} in {path}/cy, nor in assignments there; "
        "it holds notes.txt",
        "dan": f"refused: {path}/dan.rar: only .zip, .tar, .tar.gz, .tgz can be read",
        "eve": f"refused: {path}/eve: 01_hello is in a.zip and in b.zip; keep the one that is meant",
        "fay": f"refused: there are units in {path}/fay/one, in {path}/fay/two and perhaps in "
        "others; name the folder that is meant",
        "gus": f"refused: {path}/gus/hello.zip: ../x.py would lie outside of the folder",
    }


def test_empty_folder(tmp_path):
    put(tmp_path / "class", {"ada": work("ada"), "bob": {}, "cy": {".git": {"config": b""}}})
    path = tmp_path / "class"
    assert told(path) == {
        "ada": ADA,
        "bob": f"refused: {path}/bob is empty",
        "cy": f"refused: {path}/cy is empty",
    }
    assert told(path / "bob") == {"bob": f"refused: {path}/bob is empty"}
    assert said(found(as_zip(tmp_path, {}))[0]) == f"refused: {path}.zip is empty"


@EACH_WAY
@pytest.mark.parametrize(
    "tree",
    [
        work("ada"),
        {"assignments": work("ada")},
        {UNIT: {FILE: b"ada"}, OTHER: {}, "docs": {"a.py": b""}, "old.zip": b""},
        {FILE: b"ada", "parts": {"a.py": b""}, "more": {"b.py": b""}},
        {UNIT: {FILE: b"ada"}, "docs": {"a.py": b""}, "more": {"a.py": b""}},
        {"01_hello.zip": zipped({FILE: b"ada"}), "02_rough_seas.zip": zipped({"x": b""})},
        {"assignments": work("ada"), "docs": {"a.py": b""}, "more": {"a.py": b""}},
        {"my project (final)": work("ada"), "docs": {"a.png": b""}, "README.md": b""},
        {"a": {"my project (final)": work("ada")}},
        {"a": {"b": {"my project (final)": work("ada")}}},
        {"hello.zip": zipped(work("ada"))},
        {"hello.zip": zipped({"x": {"y": work("ada")}})},
        {"hello.zip": zipped({"deeper.tgz": targz(work("ada"))})},
        {"01_hello.zip": zipped({FILE: b"ada"})},
        {"x": {"01_hello.zip": zipped({FILE: b"ada"})}},
    ],
)
def test_one_submission_is_named_like_its_folder(tmp_path, pack, tree):
    assert told(pack(tmp_path, tree)) == {"class": ADA}


def test_units_of_nearly_the_right_name_are_one_submission(tmp_path):
    tree = {"01-hello": {FILE: b"ada"}, "docs": {"a.py": b""}}
    assert told(put(tmp_path / "class", tree)) == {"class": ADA}


def test_depth_is_told(tmp_path):
    path = as_zip(tmp_path, {"a": {"my project (final)": work()}})
    (one,) = found(path)
    assert one.read(UNITS).note == (
        f"the units were looked for in {path} and lie 2 levels deeper, in {path}/a/my project (final)"
    )


@EACH_WAY
def test_class_may_be_wrapped(tmp_path, pack):
    tree = {"week 1": {"class.zip": zipped({"class": {"ada": work("ada"), "bob": work("bob")}})}}
    assert told(pack(tmp_path, tree)) == {"ada": ADA, "bob": BOB}


@EACH_WAY
@pytest.mark.parametrize("name", ["hello", UNIT, "hello.zip", "01_hello.zip"])
def test_class_may_be_called_like_a_unit(tmp_path, pack, name):
    tree = {"ada": work("ada"), "bob": work("bob")}
    tree = {name: zipped(tree) if name.endswith(".zip") else tree, "roster.csv": b""}
    assert told(pack(tmp_path, tree)) == {"ada": ADA, "bob": BOB}


def test_repositories(tmp_path):
    put(
        tmp_path / "class",
        {
            "hello-ada": {".git": {"HEAD": b""}, "assignments": work("ada"), "x.zip": b""},
            "scores.csv": b"",
        },
    )
    assert told(tmp_path / "class") == {"hello-ada": ADA}
    assert told(tmp_path / "class" / "hello-ada") == {"hello-ada": ADA}


@EACH_WAY
def test_moodle(tmp_path, pack):
    tree = {
        "Ada Lovelace_12345_assignsubmission_file_": {"hello.zip": zipped(work("ada"))},
        "Ada Lovelace_12345_assignsubmission_onlinetext_": {"onlinetext.html": b""},
        "Bob_67_assignsubmission_file": work("bob"),
        "Cy_68_assignsubmission_onlinetext_": {"onlinetext.html": b"hello"},
        "Dan_69_assignsubmission_file_01_hello.zip": zipped({FILE: b"dan"}),
        "by mail": work("mail"),
    }
    got = told(pack(tmp_path, tree))
    assert got.pop("Cy (68)").startswith("refused: there is no 01_hello")
    assert got == {
        "Ada Lovelace (12345)": ADA,
        "Bob (67)": BOB,
        "Dan (69)": {UNIT: "dan"},
        "by mail": {UNIT: "mail"},
    }


@EACH_WAY
def test_one_learner_on_moodle_is_a_class(tmp_path, pack):
    tree = {"Ada Lovelace_12345_assignsubmission_file_": {"hello.zip": zipped(work("ada"))}}
    assert told(pack(tmp_path, tree)) == {"Ada Lovelace (12345)": ADA}


@EACH_WAY
def test_canvas(tmp_path, pack):
    tree = {
        "lovelaceada_12345_67890_02_rough_seas.zip": zipped({FILE: b"ada"}),
        "bob_LATE_12346_67891_hello-1.zip": zipped(work("bob")),
        "cy_12347_3_tcp_server.py": b"old",
        "cy_12347_1_tcp_server-2.py": b"new",
        "cy_12347_2_tcp_server-1.py": b"older",
        "cy_12347_4_words.py": b"WORDS = 1",
        "dan_12348_5_hello.zip": zipped(work("old")),
        "dan_12348_6_hello-1.zip": zipped(work("new")),
        "eve_12349_text.html": b"<p>sorry</p>",
        "anon_x7Bq2_67895_hello.zip": zipped(work("anon")),
        "fay_12350_8_01_hello.zip": zipped({FILE: b"one"}),
        "fay_12350_9_02.zip": zipped({OTHER: {FILE: b"two"}}),
        "roster.csv": b"",
    }
    path = pack(tmp_path, tree)
    got = told(path)
    assert got.pop("eve (12349)").startswith("refused: there is no 01_hello")
    assert got == {
        "lovelaceada (12345)": {OTHER: "ada"},
        "bob (12346)": BOB,
        "cy (12347)": {UNIT: "new"},
        "dan (12348)": {UNIT: "new"},
        "anon (x7Bq2)": {UNIT: "anon"},
        "fay (12350)": {UNIT: "one", OTHER: "two"},
    }
    handed = {each.name: each for each in found(path)}
    cy = handed["cy (12347)"].read(UNITS)
    assert set(cy.units[UNIT].files) == {FILE, "words.py"}
    assert (
        handed["dan (12348)"].read(UNITS).note
        == "hello-1.zip counts, and not the earlier hello.zip"
    )
    assert handed["cy (12347)"].place == f"{path}/cy (12347)"
    assert handed["anon (x7Bq2)"].place == f"{path}/anon_x7Bq2_67895_hello.zip"


@pytest.mark.parametrize(
    ("name", "owner", "own"),
    [
        ("o_neil_LATE_1_2_a.py", "o_neil (1)", "a.py"),
        ("late_LATE_1_2_a.py", "late (1)", "a.py"),
        ("müller_1_2_3_4_a b.py", "müller (1)", "3_4_a b.py"),
        ("LATE_anon_abc_2_x.zip", "anon (abc)", "x.zip"),
        ("Gruppe 1-Ada_5_assignsubmission_file_a_1_2_b.py", "Gruppe 1-Ada (5)", "a_1_2_b.py"),
        (
            "Bob_2_assignsubmission_file_Ada_1_assignsubmission_file_a.py",
            "Bob (2)",
            "Ada_1_assignsubmission_file_a.py",
        ),
        ("bob_2_99_ada_1_98_a.py", "bob (2)", "ada_1_98_a.py"),
        (
            "bob_2_99_x_1_assignsubmission_file_a.py",
            "bob (2)",
            "x_1_assignsubmission_file_a.py",
        ),
        (
            "anon_b2_99_x_1_assignsubmission_onlinetext_a.py",
            "anon (b2)",
            "x_1_assignsubmission_onlinetext_a.py",
        ),
        ("ada_1_2_data-1.csv", "ada (1)", "data-1.csv"),
        ("ada_1_2_part-1.py", "ada (1)", "part-1.py"),
        ("ada_1_2_udp_client-12.py", "ada (1)", "udp_client.py"),
        ("tcp_server.py", None, None),
        ("lab_2.zip", None, None),
        ("1_2_a.py", None, None),
        ("ada_1_2_", None, None),
    ],
)
def test_names_on_platforms(name, owner, own):
    piece = delivered.piece(name)
    assert (piece and piece.owner, piece and piece.name) == (owner, own)


def test_class_that_is_kept_in_a_repository(tmp_path):
    tree = {".git": {"HEAD": b""}, "ada": work("ada"), "tools": {"x.py": b""}}
    assert told(put(tmp_path / "class", tree)) == {"class": ADA}
    assert told(put(tmp_path / "class", {"bob": work("bob")})).keys() == {"ada", "bob", "tools"}


def test_names_can_be_kept_anywhere(tmp_path):
    put(tmp_path / "class", {"e\u0301va": work("eva"), "bob\udcff": work("bob")})
    assert told(tmp_path / "class") == {"éva": {UNIT: "eva"}, "bob\\udcff": BOB}


def test_bomb_among_a_learners_files_in_the_archive_of_a_class(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SPARED", 1 << 20)
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"ada/{UNIT}/{FILE}", "ada")
        archive.writestr(f"bob/{UNIT}/{FILE}", "bob")
        archive.writestr(f"bob/{UNIT}/zeros", bytes(2 << 20))
    assert told(tmp_path / "class.zip") == {
        "ada": ADA,
        "bob": f"refused: {tmp_path}/class.zip/bob: it would unpack to more than 100 times its size",
    }


def test_each_submission_comes_once(tmp_path, monkeypatch):
    path = put(tmp_path / "class", {"ada": work(), "bob": work()})
    (tmp_path / "again").symlink_to(path)
    monkeypatch.chdir(path)
    names = ["ada", "bob"]
    assert [e.name for e in found(path, path, path / "ada" / ".." / "ada")] == names
    assert [e.name for e in found(path / "ada", path)] == names
    assert [
        e.name for e in found(path / "bob" / UNIT, path / "ada", ".", tmp_path / "again")
    ] == names
    assert [e.name for e in found(path / "bob", path / "ada")] == names


def test_same_name_in_two_classes_comes_twice(tmp_path):
    for group in ("g1", "g2"):
        put(tmp_path / group, {"ada": work("ada"), "bob": work(group)})
    handed = found(tmp_path / "g1", tmp_path / "g2")
    assert [each.name for each in handed] == ["ada", "bob", "ada", "bob"]
    ada, bob, other_ada, other_bob = handed
    assert intake.one_of([ada]) is ada
    assert intake.one_of([ada, other_ada]) is ada
    both = intake.one_of([bob, other_bob])
    assert said(both) == (
        f"refused: there are several submissions of one learner: {bob.place}, {other_bob.place}"
    )
    shutil.rmtree(tmp_path / "g2" / "bob" / UNIT)
    assert intake.one_of([bob, other_bob]).problem


@pytest.mark.parametrize("name", ["none", "none.zip"])
def test_path_that_does_not_exist_is_a_wrong_use(tmp_path, name):
    with pytest.raises(NothingThere, match="there is no folder and no archive"):
        intake.find([tmp_path, tmp_path / name], UNITS)


@pytest.mark.parametrize(
    "name", ["roster.csv", FILE, "lovelaceada_5_7_a.txt", "Ada_5_assignsubmission_file_a.txt"]
)
def test_path_of_another_file_is_a_wrong_use(tmp_path, name):
    (tmp_path / name).touch()
    put(tmp_path / "ada", work("ada"))
    others = [] if name == "roster.csv" else [tmp_path / "ada"]
    with pytest.raises(NothingThere, match="is neither a folder nor an archive"):
        intake.find([tmp_path / name, *others], UNITS)
    assert intake.left_out([tmp_path / name, *others]) is None


def test_loose_files_of_a_platform_are_nothing_unusual(tmp_path):
    path = put(tmp_path / "class", {f"lovelaceada_5_7_{FILE}": b"ada"})
    (ada,) = found(path)
    assert ada.read([UNIT]).note is None
    assert "they are graded as" in ada.read(UNITS).note
    (bob,) = found(put(tmp_path / "bob", {FILE: b"bob"}))
    assert "they are graded as" in bob.read([UNIT]).note


def test_files_beside_a_class_are_left_out_and_named(tmp_path):
    path = put(tmp_path / "class", {"ada": work("ada"), "roster.csv": b"", "README": b""})
    paths = sorted(path.iterdir())
    assert told(*paths) == {"ada": ADA}
    assert intake.left_out(paths) == "left out, since these are no submissions: README, roster.csv"


def test_unpacked_delivery_may_be_named_piece_by_piece(tmp_path):
    name = "Ada Lovelace_12345_assignsubmission_file_"
    tree = {name: work("ada"), "bytebob_5_7_hello.zip": zipped(work("bob"))}
    path = put(tmp_path / "class", tree)
    assert told(*path.iterdir()) == {"Ada Lovelace (12345)": ADA, "bytebob (5)": BOB}


def test_archive_that_cannot_be_read_is_a_problem_of_one(tmp_path):
    (tmp_path / "ada.zip").write_bytes(b"no archive")
    put(tmp_path / "bob", work("bob"))
    got = told(tmp_path / "ada.zip", tmp_path / "bob")
    assert got == {
        "ada": f"refused: {tmp_path}/ada.zip: it is damaged, or no such archive at all",
        "bob": BOB,
    }


def test_submission_that_goes_away_is_a_problem_of_one(tmp_path):
    path = put(tmp_path / "class", {"ada": work("ada"), "bob": work("bob")})
    ada, bob = found(path)
    (path / "ada").rename(tmp_path / "away")
    assert said(ada) == f"refused: {path}/ada cannot be opened: No such file or directory"
    assert said(bob) == BOB


def test_no_link_leads_to_another_submission(tmp_path):
    path = put(tmp_path / "class", {"ada": work("ada"), "bob": {UNIT: {}}, "cy": {}})
    (path / "bob" / UNIT / FILE).symlink_to(path / "ada" / UNIT / FILE)
    (path / "cy" / "hello.zip").symlink_to(as_zip(tmp_path, work("secret")))
    (path / "cy" / UNIT).symlink_to(path / "ada" / UNIT)
    for name in ("dan", "j.doe", "fay.lovelace"):
        (path / name).symlink_to("ada")
    (path / "eve.zip").symlink_to(as_zip(tmp_path, work("secret")))
    (path / "roster.csv").symlink_to("nowhere")
    got = told(path)
    assert got.pop("ada") == ADA
    assert got.pop("bob") == {}
    assert got.pop("cy").endswith("01_hello is a symbolic link, and no link is followed")
    assert got == {
        name: f"refused: {path}/{place} is a symbolic link, and no link is followed"
        for name, place in (
            ("dan", "dan"),
            ("eve", "eve.zip"),
            ("fay.lovelace", "fay.lovelace"),
            ("j.doe", "j.doe"),
        )
    }


def quine():
    """An archive that seems to hold itself, as deep as anybody looks."""
    data = b""
    for _ in range(8):
        data = zipped({"r.zip": data})
    return data


def test_archives_in_archives_end(tmp_path):
    (tmp_path / "r.zip").write_bytes(quine())
    (one,) = found(tmp_path / "r.zip")
    deep = "/r.zip" * 4
    assert said(one) == f"refused: {tmp_path}{deep}: archives lie in each other more than 3 deep"


def test_many_archives_in_a_submission_are_not_all_opened(tmp_path):
    bush = zipped({f"{number}.zip": zipped({"x": b""}) for number in range(30)})
    put(tmp_path / "class", {"ada": {"hello.zip": bush}, "bob": work("bob")})
    got = told(tmp_path / "class")
    assert got["ada"].endswith(f"one submission holds more than {unpacking.MOST_ARCHIVES} archives")
    assert got["bob"] == BOB


def test_class_is_found_before_anything_of_it_is_unpacked(tmp_path, monkeypatch):
    tree = {f"l{number:03}": {"hello.zip": zipped(work(str(number)))} for number in range(300)}
    path = as_zip(tmp_path, tree)
    opened = []
    whole = archives.opened
    monkeypatch.setattr(
        archives, "opened", lambda *given, **named: opened.append(given) or whole(*given, **named)
    )
    handed = found(path)
    assert len(handed) == 300
    assert len(opened) == 1
    assert said(handed[123]) == {UNIT: "123"}
    assert len(opened) == 2


def test_bomb_is_refused_for_one_and_costs_nobody_else(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "SPARED", 1 << 20)
    put(
        tmp_path / "class",
        {
            "ada": {"hello.zip": zipped_bomb(), "x": {"y.txt": b""}},
            "bob": {"hello.tar.gz": targz({"zeros": bytes(2 << 20)})},
            "cy": work("cy"),
        },
    )
    got = told(tmp_path / "class")
    assert got.pop("cy") == {UNIT: "cy"}
    assert all(
        text.endswith("it would unpack to more than 100 times its size") for text in got.values()
    )


def zipped_bomb():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{UNIT}/{FILE}", "print()")
        archive.writestr(f"{UNIT}/zeros", bytes(2 << 20))
    return data.getvalue()


NAMES = st.sampled_from(
    [
        UNIT,
        OTHER,
        FILE,
        "ada",
        "bob.zip",
        "x.tgz",
        "assignments",
        ".git",
        "a_1_2_b.zip",
        "..",
        "c.py",
    ]
)
TREES = st.recursive(
    st.sampled_from([b"", b"print()", b"PK\x03\x04"]),
    lambda inner: st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(tree=st.dictionaries(NAMES, TREES, max_size=4), pack=st.sampled_from([zipped, targz]))
def test_whatever_is_handed_in_is_read_or_refused(tmp_path, tree, pack):
    path = tmp_path / ("any.zip" if pack is zipped else "any.tar.gz")
    path.write_bytes(pack(tree))
    handed = found(path)
    assert handed
    for each in handed:
        said(each)
