"""Limits of the machine are refused before anything is graded, each with one line."""

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import namedtuple

import pytest

from conftest import ROOT
from grader import cli, machine, scratch
from grader.machine import UnfitMachine

GRADE = [sys.executable, "-m", "grader", "--submission", "solutions", "--jobs", "1"]
posix = pytest.mark.skipif(os.name == "nt", reason="limits as on Unix")


def wrong(jobs=1):
    return [limit for limit in machine.limits(jobs) if limit.wrong]


def test_this_machine_is_fit():
    assert wrong() == []
    machine.prepare(2)


def no_loopback(monkeypatch):
    def connect(self, address):
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", connect)
    return "the loopback interface does not work (Network is unreachable)"


def full_folder(monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1 << 30, 1 << 30, 8 << 20))
    return "has 8 MiB left, and 32 MiB are needed"


def no_folder(monkeypatch):
    def temporary(*arguments, **options):
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", temporary)
    return "no temporary files can be made (No usable temporary directory found)"


def no_semaphores(monkeypatch):
    import multiprocessing.synchronize

    def lock(*arguments, **options):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    monkeypatch.setattr(multiprocessing.synchronize, "Lock", lock)
    return "no semaphore can be made"


def long_path_and_no_other(monkeypatch):
    monkeypatch.setattr(scratch, "LONGEST", 10)
    monkeypatch.setattr(scratch, "SHORT", "/nowhere/at/all")
    return "is too long for Unix-domain sockets"


LIMITS = [no_loopback, full_folder, no_folder, no_semaphores, long_path_and_no_other]


@posix
@pytest.mark.parametrize("limit", LIMITS)
def test_each_limit_is_one_line_with_a_remedy(monkeypatch, limit):
    says = limit(monkeypatch)
    (found,) = wrong()
    assert says in found.wrong
    assert found.remedy
    with pytest.raises(UnfitMachine, match=r"^not graded: [^\n]+; [^\n]+$"):
        machine.prepare(1)


@posix
def test_refusal_is_ours_and_each_report_says_it(monkeypatch, capsys, tmp_path):
    says = full_folder(monkeypatch)
    file = tmp_path / "report.json"
    words = ["01/tcp_client", "--submission", str(ROOT / "solutions"), "--jobs", "1"]
    assert cli.main([*words, "--report", f"json={file}"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith("grader: not graded: ") and says in line
    report = json.loads(file.read_text())
    assert (report["complete"], report["score"], report["max_score"]) == (False, 0, 20)
    assert says in report["units"][0]["programs"][0]["checks"][0]["message"]


def limited(soft, hard, *words):
    """Grade where no more files may be open."""
    import resource

    return subprocess.run(
        [*GRADE, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard)),
    )


@posix
def test_few_open_files_are_refused_and_a_soft_limit_is_raised():
    refused = limited(64, 64, "01/tcp_client")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "a process may open 64 files here, and 256 are needed" in refused.stderr
    assert limited(64, 4096, "01/tcp_client").returncode == 0


@pytest.mark.long
@posix
def test_socket_in_a_folder_with_a_long_path(tmp_path):
    long = tmp_path / ("d" * 120)
    long.mkdir()
    done = subprocess.run(
        [*GRADE, "02/tcp_server", "02/tcp_client"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(long)},
    )
    assert "40 of 40 points" in done.stdout, done.stdout + done.stderr
    assert not list(long.iterdir())
    told = subprocess.run(
        [sys.executable, "-m", "grader", "doctor"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(long)},
    )
    assert told.returncode == 0, told.stderr


@posix
def test_folder_for_a_socket_is_short_and_removed_like_others(tmp_path):
    long = tmp_path / ("d" * 120)
    long.mkdir()
    room = scratch.Folder.at(str(long))
    folder = scratch.make_run(room, {"a.py": b""}, for_socket=True)
    assert len(folder.join("server.sock").inside) < 104
    scratch.remove(folder)
    assert not os.path.exists(folder.outside)
    ordinary = scratch.make_run(room, {})
    assert ordinary.inside.startswith(str(long))
