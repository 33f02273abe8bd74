"""An honest learner keeps every point while another grader judges a cheat on the same machine.

Both graders are called as people call them. The cheat is handed in again and again for as
long as the honest programs are judged, so that its attack meets each of them.
"""

import contextlib
import os
import subprocess
import sys
import threading

import pytest
from bystanders import Bystanders

import shelf
from conftest import ROOT

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the layers that stop them"),
]

PROGRAMS = ("tcp_server", "tcp_client", "udp_server", "udp_client")
HONEST = [f"{unit}/{program}" for unit in ("01", "02") for program in PROGRAMS]
# What they aim at belongs to everybody: ports, addresses, the disk, files that all read,
# and what the kernel counts for a user or for the whole machine.
ATTACKS = (
    "01_hello/udp_server/takes_every_port",
    "01_hello/tcp_server/takes_every_port",
    "01_hello/tcp_server/squats_ports",
    "01_hello/udp_client/sends_to_every_port",
    "01_hello/udp_client/floods_with_datagrams",
    "01_hello/tcp_client/floods_with_connections",
    "01_hello/udp_server/calls_a_group",
    "01_hello/tcp_server/fills_the_disk_by_many_files",
    "01_hello/tcp_server/fills_the_disk_by_names",
    "01_hello/tcp_client/takes_leases",
    "01_hello/tcp_client/locks_what_all_read",
    "01_hello/tcp_client/takes_every_pipe",
    "01_hello/tcp_server/forks_a_storm",
    "01_hello/tcp_server/spins_in_many_processes",
    "02_rough_seas/tcp_client/calls_a_service",
)


class Cheat:
    """A program of the shelf that a grader judges again and again until it is closed."""

    def __init__(self, name, room):
        unit, program, stem = name.split("/")
        self._bystanders = Bystanders()
        path = shelf.SHELF / unit / program / "cheat" / f"{stem}.py"
        target = shelf.Target(unit, program)
        text = self._bystanders.fill_in(path.read_text(), target, os.getpid())
        folder = room / "cheat" / unit
        folder.mkdir(parents=True)
        (folder / f"{program}.py").write_text(text)
        self._words = [sys.executable, "-m", "grader", str(target), "--submission", folder.parent]
        self._ending = threading.Event()
        self._judged = threading.Thread(target=self._judge)
        self._judged.start()

    def _judge(self):
        environment = {"PATH": os.environ["PATH"], "HOME": str(self._bystanders.room)}
        while not self._ending.is_set():
            subprocess.run(
                self._words,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def close(self):
        """Let the last of its graders come to its end."""
        self._ending.set()
        self._judged.join()
        self._bystanders.close()


@pytest.mark.parametrize("name", ATTACKS)
def test_an_honest_learner_keeps_every_point_beside_it(name, grader, tmp_path):
    with contextlib.closing(Cheat(name, tmp_path)):
        run = grader(*HONEST, "--submission", "solutions", timeout=240)
    checks = [c for u in run.report["units"] for p in u["programs"] for c in p["checks"]]
    lost = [(c["id"], c["outcome"], c["message"]) for c in checks if c["outcome"] != "passed"]
    assert not lost
    assert run.report["score"] == run.report["max_score"] > 0
