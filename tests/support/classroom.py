"""What tests of a whole class share: what it hands in, and a batch that is going on."""

import os
import subprocess
import sys
import threading

import processes
from conftest import ROOT
from grader.gradebook.store import Gradebook

ONLY = ("--only", "01/tcp_client")
SOLUTION = (ROOT / "solutions/01_hello/tcp_client.py").read_text(encoding="utf-8")
WRONG = SOLUTION.replace('b"hello!"', 'b"hullo!"')
SLOW = "import time\ntime.sleep(0.5)\n" + SOLUTION


def hand_in(folder, **sources):
    """Make a class in which each learner has handed in this client."""
    for name, source in sources.items():
        unit = folder / name / "01_hello"
        unit.mkdir(parents=True, exist_ok=True)
        (unit / "tcp_client.py").write_text(source, encoding="utf-8")
    return folder


def rows(run):
    """What is printed in a pipe, by learners."""
    return {key: cells for key, *cells in (line.split("\t") for line in run.output.splitlines())}


def entries(path):
    """All that the latest run of a gradebook holds, without what differs from call to call."""
    with Gradebook.open(path, for_grading=False) as book:
        run = book.runs()[-1]
        assert run.ended
        return [
            (
                entry.learner.key,
                entry.place,
                entry.digest,
                entry.problem,
                entry.report
                and (
                    entry.report.seed,
                    [(check.id, check.outcome, check.points) for check in entry.report.checks],
                ),
            )
            for entry in book.entries(run)
        ]


class Running:
    """A batch that is going on, in a process group of its own; its temporary files are there, too."""

    def __init__(self, course, tmp_path, *words, **env):
        self.temporary = tmp_path / "tmp"
        self.temporary.mkdir(exist_ok=True)
        book = "--gradebook", str(tmp_path / "class.sqlite")
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "grader",
                "batch",
                str(tmp_path / "class"),
                *book,
                *ONLY,
                *words,
            ],
            cwd=course,
            env={**os.environ, "TMPDIR": str(self.temporary), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def line(self):
        return self.process.stdout.readline()

    def end(self, number):
        os.killpg(self.process.pid, number)
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output, errors

    def left(self):
        """What is left of it: processes, which name its folder, and folders."""
        listed = processes.told("-eo", "pid,args")
        named = [line for line in listed if str(self.temporary) in line]
        return named + os.listdir(self.temporary)

    def expect_nothing_left(self):
        pause = threading.Event()
        for _ in range(100):
            if not self.left():
                return
            pause.wait(0.1)
        assert not self.left()
