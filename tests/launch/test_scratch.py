"""Folders of runs go away, whatever a program made of them."""

import errno
import os
from pathlib import Path

import pytest

from grader import scratch


def at(path):
    return scratch.Folder.at(str(path))


def test_run_folder_holds_the_files(tmp_path):
    folder = scratch.make_run(at(tmp_path), {"a.py": b"x"})
    assert os.listdir(folder.outside) == ["a.py"]
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)


def test_folder_that_cannot_be_filled_does_not_stay(tmp_path, monkeypatch):
    def fill(folder, name, data):
        Path(folder.outside, name).write_bytes(data[:1])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(scratch, "_put", fill)
    with pytest.raises(OSError, match="space"):
        scratch.make_run(at(tmp_path), {"a.py": b"xy"})
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links as on Unix")
def test_run_folder_holds_links_and_empty_folders(tmp_path):
    room = scratch.Folder("/inside", str(tmp_path))
    files = {
        "site/": b"",
        "site/out": scratch.Link("../secret"),
        "site/full": scratch.Link("secret", from_top=True),
        "secret": b"x",
    }
    folder = scratch.make_run(room, files)
    path = Path(folder.outside, "site")
    assert path.joinpath("out").read_bytes() == b"x"
    assert os.readlink(path / "full") == f"{folder.inside}/secret"
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)


@pytest.mark.skipif(os.name == "nt", reason="paths as on Unix")
def test_folders_deeper_than_a_path_can_be_are_removed(tmp_path):
    folder = scratch.make_run(at(tmp_path), {})
    here = os.open(folder.outside, os.O_RDONLY)
    for _ in range(3000):
        os.mkdir("folder", 0o300, dir_fd=here)
        os.mkdir("other", 0o000, dir_fd=here)
        below = os.open("folder", os.O_PATH if hasattr(os, "O_PATH") else os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)


def test_a_folder_with_names_like_ours_is_removed(tmp_path):
    """What moves to another name must not meet one that the program has made."""
    files = {f"{name}/{inner}/file": b"x" for name in (".1", ".2", "3") for inner in ("a", ".1")}
    folder = scratch.make_run(at(tmp_path), files)
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)


def test_links_are_removed_and_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").touch()
    folder = scratch.make_run(at(tmp_path), {})
    os.symlink(outside, folder.join("link").outside)
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)
    assert (outside / "file").exists()


def test_a_folder_that_has_gone_is_no_error(tmp_path):
    scratch.remove(at(tmp_path / "none"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_only_a_regular_file_is_read(tmp_path):
    (tmp_path / "file").write_bytes(b"abcdef")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    assert scratch.read(tmp_path, "file", 4) == b"abcd"
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "inside").write_bytes(b"x")
    (tmp_path / "run" / "linked").symlink_to(tmp_path)
    assert scratch.read(tmp_path, "run/inside", 4) == b"x"
    for name in ("folder", "link", "pipe", "nothing", "run/linked/file", "run/../file"):
        assert scratch.read(tmp_path, name, 4) is None


def test_run_folder_holds_a_tree(tmp_path):
    folder = scratch.make_run(at(tmp_path), {"a.py": b"x", "parts/more/b.py": b"y"})
    assert Path(folder.join("parts", "more", "b.py").outside).read_bytes() == b"y"
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)


@pytest.mark.parametrize("name", ["../b.py", "/b.py", "parts/../../b.py", "", ".", ".."])
def test_nothing_is_written_outside_of_the_run_folder(tmp_path, name):
    with pytest.raises(ValueError, match="outside"):
        scratch.make_run(at(tmp_path), {name: b"x"})


@pytest.mark.parametrize(
    "theirs",
    [
        ["page.bin/x.py"],  # a folder in the place of a file
        ["page.bin/more/x.py"],
        ["Page.BIN/x.py"],  # the same for some disks
        ["page.bin"],
        ["site"],  # a file in the place of a folder
        ["site/tea"],
        ["empty"],
        ["saved.bin", "socket/x.py"],
    ],
)
def test_what_a_learner_has_gives_way_to_files_of_ours(tmp_path, theirs):
    ours = {"page.bin": b"ours", "site/tea/index.html": b"ours", "empty/": b""}
    files = scratch.over(
        {"a.py": b"x", "site/b.py": b"x", **dict.fromkeys(theirs, b"theirs")},
        ours,
        free=["saved.bin", "socket"],
    )
    assert files == {"a.py": b"x", "site/b.py": b"x", **ours}
    folder = scratch.make_run(at(tmp_path), files)
    assert Path(folder.join("site", "tea", "index.html").outside).read_bytes() == b"ours"
    assert sorted(os.listdir(folder.outside)) == ["a.py", "empty", "page.bin", "site"]


def test_what_is_in_nobodys_way_stays():
    theirs = {"page.bin.older": b"x", "sites/a.py": b"x", "empty/a.py": b"x", "page/bin": b"x"}
    assert (
        theirs.items() <= scratch.over(theirs, {"page.bin": b"", "empty/": b""}, ["site"]).items()
    )
