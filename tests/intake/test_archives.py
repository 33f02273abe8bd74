"""Archives of strangers: what is read of them, and what of theirs is refused."""

import contextlib
import functools
import gzip
import io
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import tree
from grader.submissions import archives
from grader.submissions.archives import BadArchive, Bounds, opened
from grader.tree import Kind

SMALL = Bounds(members=50, bytes=32 << 20, directory=1 << 20, seconds=20)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """A zip archive of these members, each a name or a ZipInfo → its bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members):
    """A tar archive of these members, each a name or a TarInfo with its bytes."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members:
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = info.size or len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def targz(members):
    return gzip.compress(tarred(members))


def of_kind(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def zip_of_kind(name, mode):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def look(data, name="a.zip", bounds=archives.OF_A_LEARNER):
    """The archive with these bytes."""
    return opened(io.BytesIO(data), Path(name), bounds)


def refusal(data, name="a.zip", bounds=archives.OF_A_LEARNER):
    """Why it is not read, which is one line."""
    with pytest.raises(BadArchive) as refused:
        look(data, name, bounds).top.expect_modest(bounds)
    text = str(refused.value)
    assert text and text.isprintable()
    return text


EACH_KIND = pytest.mark.parametrize(
    ("pack", "name"), [(zipped, "a.zip"), (targz, "a.tar.gz"), (targz, "A.TGZ"), (tarred, "a.tar")]
)


@EACH_KIND
def test_archive_is_a_folder(pack, name):
    data = pack([("work/01_hello/tcp_server.py", b"print()"), ("./work/x", b""), ("y.txt", b"12")])
    with look(data, name) as archive:
        top = archive.top
        top.expect_modest()
        assert {(e.name, e.kind, e.size) for e in top.entries()} == {
            ("work", Kind.FOLDER, 0),
            ("y.txt", Kind.FILE, 2),
        }
        assert top.read("work/01_hello/tcp_server.py", 5) == b"print"
        assert top.enter("work").enter("01_hello").path == Path(name) / "work" / "01_hello"
        assert top.entry("z") is None
        for path in ("z", "work", "work/z/a", "y.txt/z"):
            with pytest.raises(OSError):
                top.read(path, 1)
        assert top.folder("y.txt") is None


@EACH_KIND
def test_what_others_have_made_is_not_there(pack, name):
    names = ["__MACOSX/._a", ".git/config", "work/.DS_Store", "work/venv/a.py", "Thumbs.db", "a"]
    with look(pack([(each, b"x") for each in names]), name) as archive:
        assert [entry.name for entry in archive.top.entries()] == ["a"]


@EACH_KIND
@pytest.mark.parametrize(
    "path",
    ["../evil.py", "work/../../evil.py", "/etc/passwd", "C:/evil.py", "c:evil.py", "work/.."],
)
def test_way_out_is_refused(pack, name, path):
    text = refusal(pack([("ok.py", b""), (path, b"x")]), name)
    assert text == f"{path} would lie outside of the folder"


def test_backslashes_are_ways_in_a_zip_archive():
    assert refusal(zipped([("..\\evil.py", b"x")])) == "../evil.py would lie outside of the folder"
    with look(zipped([("01_hello\\a.py", b"x")])) as archive:
        assert archive.top.read("01_hello/a.py", 9) == b"x"


@EACH_KIND
@pytest.mark.parametrize("path", ["a" * 256, "é" * 128, "a/" * 64 + "a"])
def test_name_that_no_file_can_have(pack, name, path):
    assert refusal(pack([(path, b"x")]), name).endswith("is no name of a file")


def test_name_with_a_nul_in_a_tar_archive():
    info = tarfile.TarInfo("a")
    info.pax_headers = {"path": "a\0b"}
    assert refusal(tarred([(info, b"x")]), "a.tar") == "a\\x00b is no name of a file"


def test_name_that_is_no_text():
    data = zipped([("é.py", b"x")]).replace("é".encode(), b"\xff\xfe")
    assert refusal(data) == "it is damaged, or no such archive at all"
    data = tarred([("é.py", b"x")]).replace("é".encode(), b"\xff\xfe")
    with look(data, "a.tar") as archive:
        assert [entry.name for entry in archive.top.entries()] == ["\udcff\udcfe.py"]


@EACH_KIND
@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (["a.py", "A.py"], "A.py and another name in it differ in upper and lower case only"),
        (["x/b", "X/c"], "X/c and another name in it differ in upper and lower case only"),
        (["é", "e\u0301"], "e\u0301 and another name in it differ in upper and lower case only"),
        (["a.py", "b", "a.py"], "a.py is in it twice"),
        (["a", "a/b"], "a/b is a file and also a folder"),
        (["a/b", "a"], "a is a file and also a folder"),
        (["a", "./a"], "./a is in it twice"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_are_one(pack, name, paths, says):
    text = refusal(pack([(path, b"x") for path in paths]), name)
    assert text == says


def test_only_the_folder_that_holds_it_is_refused():
    data = zipped([("ada/a.py", b"x"), ("ada/../../b", b""), ("bob/a.py", b"y"), ("/abs", b"")])
    with look(data) as archive:
        archive.top.enter("bob").expect_modest()
        with pytest.raises(BadArchive):
            archive.top.enter("ada").expect_modest()


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (tarfile.SYMTYPE, Kind.LINK),
        (tarfile.LNKTYPE, Kind.OTHER),
        (tarfile.CHRTYPE, Kind.OTHER),
        (tarfile.BLKTYPE, Kind.OTHER),
        (tarfile.FIFOTYPE, Kind.OTHER),
    ],
)
def test_links_and_devices_are_seen_and_never_read(kind, seen):
    data = tarred([("b", b"secret"), (of_kind("a", kind, "b"), b"")])
    with look(data, "a.tar") as archive:
        assert archive.top.entry("a").kind is seen
        with pytest.raises(OSError):
            archive.top.read("a", 9)
        assert archive.top.folder("a") is None


@pytest.mark.parametrize(
    ("mode", "seen"),
    [
        (0o120777, Kind.LINK),
        (0o010644, Kind.OTHER),
        (0o020644, Kind.OTHER),
        (0o140644, Kind.OTHER),
        (0o104755, Kind.FILE),  # setuid is of no interest to anybody
        (0, Kind.FILE),
    ],
)
def test_kinds_of_members_in_a_zip_archive(mode, seen):
    with look(zipped([(zip_of_kind("a", mode), b"/etc/passwd")])) as archive:
        assert archive.top.entry("a").kind is seen
        with contextlib.suppress(OSError) if seen is Kind.FILE else pytest.raises(OSError):
            archive.top.read("a", 9)


def test_way_through_a_link_is_none():
    data = tarred([(of_kind("a", tarfile.SYMTYPE, "/etc"), b""), ("a/passwd", b"x")])
    assert refusal(data, "a.tar") == "a/passwd is a file and also a folder"


# ------------------------------------------------------------------ bombs


@EACH_KIND
def test_too_many_members(pack, name):
    data = pack([(f"d/{number}", b"") for number in range(51)])
    assert refusal(data, name, SMALL) == "it holds more than 50 files"


@pytest.mark.parametrize(("pack", "name"), [(zipped, "a.zip"), (targz, "a.tar.gz")])
def test_bomb_does_not_go_off(pack, name):
    data = pack([("zeros", bytes(31 << 20)), ("01_hello/tcp_server.py", b"")])
    tracemalloc.start()
    began = time.monotonic()
    assert refusal(data, name, SMALL) == "it would unpack to more than 100 times its size"
    assert time.monotonic() - began < 10
    assert tracemalloc.get_traced_memory()[1] < 24 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(("pack", "name"), [(zipped, "a.zip"), (targz, "a.tgz"), (tarred, "a.tar")])
def test_too_many_bytes(pack, name):
    noise = random.Random(1).randbytes(1 << 20) + bytes(8 << 20)
    data = pack([(f"{number}", noise) for number in range(4)])
    assert refusal(data, name, SMALL) == "it would unpack to more than 32 MiB"


@pytest.mark.parametrize("fill", [bytes, random.Random(1).randbytes])
def test_unpacking_stops_at_the_bound_and_not_behind_it(fill):
    data = targz([("a", fill(33 << 20))])
    with pytest.raises(BadArchive, match="it would unpack to more than"):
        look(data, "a.tgz", SMALL)


def test_part_of_a_large_archive_has_bounds_of_its_own():
    data = zipped(
        [(f"{name}/{number}", b"") for name in "ab" for number in range(51)] + [("c/d", b"")]
    )
    with look(data, bounds=archives.OF_A_CLASS) as archive:
        archive.top.enter("c").expect_modest(SMALL)
        with pytest.raises(BadArchive, match="it holds more than 50 files"):
            archive.top.enter("a").expect_modest(SMALL)


def test_size_that_a_zip_archive_tells_is_all_that_is_read():
    data = bytearray(zipped([("a.py", b"x" * 5_000)]))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    with look(bytes(data)) as archive, pytest.raises(OSError, match="damaged there"):
        archive.top.read("a.py", 1 << 20)
    data[at : at + 4] = struct.pack("<I", 1 << 30)
    assert refusal(bytes(data)) == "it would unpack to more than 512 MiB"


@pytest.mark.filterwarnings("error")  # a user would be shown it
def test_overlapping_members_are_read_no_further_than_asked():
    data = bytearray(zipped([("a.py", b"x" * 100_000), ("b.py", b"y" * 100_000)]))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)  # its data are those of the first one
    with look(bytes(data)) as archive:
        assert archive.top.read("a.py", 1_000) == b"x" * 1_000
        with pytest.raises(OSError, match="damaged there"):
            archive.top.read("b.py", 1_000)


def test_list_that_is_too_long_is_not_read():
    data = zipped([(f"{number:050}", b"") for number in range(40)])
    few = Bounds(50, 1 << 20, directory=3_000, seconds=9)
    assert refusal(data, bounds=few) == "the list of what is in it is too long"


def test_header_of_a_tar_archive_that_is_too_long():
    info = tarfile.TarInfo("a")
    info.pax_headers = {"comment": "1" * (1 << 20)}
    assert refusal(tarred([(info, b"")]), "a.tar") == "the list of what is in it is too long"


def test_sparse_member_has_the_size_that_it_claims():
    data = bytearray(tarred([(of_kind("a", tarfile.GNUTYPE_SPARSE), b"")]))
    data[386:410] = b"00000000000\0" * 2
    data[483:495] = b"77777777777\0"  # the size of which it tells
    checksum = 256 + sum(data[:148]) + sum(data[156:512])
    data[148:156] = b"%06o\0 " % checksum
    assert refusal(bytes(data), "a.tar") == "it would unpack to more than 512 MiB"


@pytest.mark.parametrize("back", [512, 1024, 1536, 1 << 40])
def test_offset_that_leads_back_does_not_go_round_for_ever(back):
    block = bytearray(tarred([("c", b"")])[:512])
    block[124:136] = (-back).to_bytes(12, "big", signed=True)
    block[148:156] = b"%06o\0 " % (256 + sum(block[:148]) + sum(block[156:512]))
    data = tarred([("a", b""), ("b", b"")])[:1024] + block + bytes(1024)
    began = time.monotonic()
    try:
        told = sorted(entry.name for entry in look(data, "a.tar", SMALL).top.entries())
    except BadArchive as refused:
        told = str(refused)
    assert time.monotonic() - began < 5
    # Newer Pythons take such a header, as any other that is none, for the end (CVE-2025-8194).
    assert told in ("it is damaged, or no such archive at all", ["a", "b"])


def test_headers_that_take_long_to_read_end():
    """Python before 3.11.10 needs half a second for each of these, and they may be thousands."""
    block = of_kind("a", tarfile.XHDTYPE)
    header = tarred([(block, b"1" * 8_000)])[: 512 + 8_192]
    hasty = Bounds(50, 1 << 20, 1 << 20, seconds=0)
    assert refusal(header * 40, "a.tar", hasty) == "it takes too long to list what is in it"


def test_headers_in_headers_end():
    name = of_kind("a", tarfile.GNUTYPE_LONGNAME)
    block = tarred([(name, b"")])[:512]
    assert refusal(block * 5_000, "a.tar") == "it is damaged, or no such archive at all"


# ------------------------------------------------------------------ what is none


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tgz"])
@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x05\x06" + bytes(17), bytes(5_000)])
def test_what_is_no_archive(name, data):
    assert refusal(data, name) == "it is damaged, or no such archive at all"


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.bz2", "a.gz"])
def test_archives_of_other_kinds(name):
    assert refusal(b"Rar!", name) == "only .zip, .tar, .tar.gz, .tgz can be read"


@pytest.mark.parametrize(("pack", "name"), [(zipped, "a.zip"), (targz, "a.tar.gz")])
def test_cut_off(pack, name):
    data = pack([(f"{number}", b"123" * number) for number in range(30)])
    assert refusal(data[: len(data) // 2], name) == "it is damaged, or no such archive at all"


def test_damage_in_one_member_is_told_where_it_is_read():
    data = bytearray(zipped([("a.py", b"x" * 50), ("b.py", b"y")], zipfile.ZIP_STORED))
    data[data.index(b"xxx")] = 0
    with look(bytes(data)) as archive:
        archive.top.expect_modest()
        assert archive.top.read("b.py", 9) == b"y"
        with pytest.raises(OSError, match="the archive is damaged there"):
            archive.top.read("a.py", 99)


def test_password():
    data = bytearray(zipped([("a.py", b"x")]))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert refusal(bytes(data)) == "a.py is protected by a password"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 9, 99])
def test_unusual_ways_of_packing(method):
    data = bytearray(zipped([("a.py", b"x")]))
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(sign) + at] = method
    assert refusal(bytes(data)) == "a.py is packed in a way that is not known here"


def test_full_disk(monkeypatch):
    monkeypatch.setattr(archives, "IN_MEMORY", 1)
    full = functools.partial(open, "/dev/full", "wb")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: full())
    assert refusal(targz([("a", b"x")]), "a.tgz") == "there is no room left to unpack it"


def test_archive_in_an_archive_is_copied_within_bounds(monkeypatch):
    inner = zipped([("a.py", b"x")])
    with look(zipped([("b.zip", inner)])) as outer:
        with archives.opened_in(outer.top, "b.zip") as archive:
            assert archive.top.path == Path("a.zip/b.zip")
            assert archive.top.read("a.py", 9) == b"x"
        monkeypatch.setattr(archives, "LARGEST_INNER", 10)
        with pytest.raises(BadArchive, match="it is larger than 0 MiB and lies in another one"):
            archives.opened_in(outer.top, "b.zip")


def test_link_in_the_place_of_an_archive_is_not_followed(tmp_path):
    (tmp_path / "secret.zip").write_bytes(zipped([("a.py", b"x")]))
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "a.zip").symlink_to("../secret.zip")
    with tree.opened(tmp_path / "ada") as folder, pytest.raises(BadArchive):
        archives.opened_in(folder, "a.zip")


NAMES = st.lists(
    st.text(alphabet="aA./\\é\u0301: \n", min_size=1, max_size=8), min_size=1, max_size=6
)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(names=NAMES)
@pytest.mark.parametrize(("pack", "name"), [(zipped, "a.zip"), (tarred, "a.tar")])
def test_whatever_names_there_are_they_stay_inside(pack, name, names):
    with look(pack([(each, b"x") for each in names]), name) as archive:
        with contextlib.suppress(BadArchive):
            archive.top.expect_modest()
        for each in _names(archive.top):
            assert tree._one(each) == each


def _names(folder):
    for entry in folder.entries():
        yield entry.name
        if inner := folder.folder(entry.name):
            yield from _names(inner)


@given(st.binary(max_size=40), st.integers(0, 400), st.sampled_from(["a.zip", "a.tar", "a.tar.gz"]))
def test_whatever_the_bytes_are_it_is_read_or_refused(data, at, name):
    pack = {"a.zip": zipped, "a.tar": tarred, "a.tar.gz": targz}[name]
    whole = pack([("x/a.py", b"print()"), ("b", b"12")])
    with contextlib.suppress(BadArchive), look(whole[:at] + data + whole[at + 5 :], name) as found:
        found.top.expect_modest()
        for path in ("x/a.py", "b"):
            with contextlib.suppress(OSError):
                found.top.read(path, 100)
