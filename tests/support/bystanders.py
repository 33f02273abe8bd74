"""Everything that a cheat may aim at: files, a process and sockets beside it."""

import contextlib
import os
import resource
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from conftest import ROOT

SECONDS_TO_VANISH = 10
SECRET = "the expected answer\n"
GROUP = "239.19.88.7"  # of those that belong to nobody (RFC 2365)


class Bystanders:
    """Everything that a cheat may aim at, made for it alone."""

    def __init__(self):
        # Not tmp_path: a run with a uid of its own has to get to its folder in here.
        self.room = Path(tempfile.mkdtemp(prefix="cheat-"))
        self.runs, self.out = self.room / "runs", self.room / "out"
        for folder, mode in ((self.room, 0o711), (self.runs, 0o711), (self.out, 0o777)):
            folder.mkdir(exist_ok=True)
            folder.chmod(mode)
        self.canary = self.room / "secret.txt"
        self.canary.write_text(SECRET)
        self.canary.chmod(0o644)
        self.victim = subprocess.Popen(["sleep", "300"], cwd="/")
        self.tcp = _listener(socket.AF_INET, ("127.0.0.1", 0))
        self.unix = _listener(socket.AF_UNIX, str(self.room / "socket"))
        os.chmod(self.room / "socket", 0o777)
        self.abstract = _listener(socket.AF_UNIX, f"\0{self.room.name}")
        self.udp = _datagrams("127.0.0.1")
        self.group = _datagrams("")
        self.group.setsockopt(
            socket.IPPROTO_IP,
            socket.IP_ADD_MEMBERSHIP,
            socket.inet_aton(GROUP) + socket.inet_aton("127.0.0.1"),
        )
        self._before = self._state()

    def _state(self):
        """The kernel's view of them; a change of it is harm."""
        file, victim = self.canary.stat(), self.victim.pid
        return {
            "secret": (
                self.canary.read_text(),
                file.st_mode,
                file.st_uid,
                file.st_mtime_ns,
                file.st_ctime_ns,
            ),
            "out": (os.listdir(self.out), self.out.stat().st_mode),
            "room": sorted(set(os.listdir(self.room)) - {"runs"}),
            "victim alive": self.victim.poll(),
            "victim": (
                os.sched_getaffinity(victim),
                os.getpriority(os.PRIO_PROCESS, victim),
                os.sched_getscheduler(victim),
                resource.prlimit(victim, resource.RLIMIT_CPU),
            ),
            "stopped": " T " in Path(f"/proc/{victim}/stat").read_text(),
            "TCP": _was_called(self.tcp),
            "Unix socket": _was_called(self.unix),
            "abstract socket": _was_called(self.abstract),
            "UDP": _was_sent(self.udp),
            "group": _was_sent(self.group),
        }

    def harm(self):
        """What has changed: name → now."""
        if self.victim.poll() is not None:
            return {"victim": self.victim.returncode}
        now = self._state()
        return {name: now[name] for name in now if now[name] != self._before[name]}

    def fill_in(self, text, target, grader):
        """The cheat's source, aimed at these bystanders."""
        places = {
            "CANARY": self.canary,
            "SOLUTION": ROOT / "solutions" / target.file,
            "COURSE": ROOT,
            "GRADER": grader,
            "VICTIM": self.victim.pid,
            "PORT": self.tcp.getsockname()[1],
            "UNIX": self.unix.getsockname(),
            "ABSTRACT": self.room.name,
            "UDP": self.udp.getsockname()[1],
            "GROUP": self.group.getsockname()[1],
            "OUT": self.out,
        }
        for name, place in places.items():
            text = text.replace(f"@{name}@", str(place))
        return text

    def close(self):
        self.victim.kill()
        self.victim.wait()
        for sock in (self.tcp, self.unix, self.abstract, self.udp, self.group):
            sock.close()
        subprocess.run(
            ["rm", "-rf", self.room]
        )  # rmtree is recursive: some folders are too deep for it


def _listener(family, address):
    listener = socket.socket(family)
    listener.bind(address)
    listener.listen()
    listener.setblocking(False)
    return listener


def _datagrams(host):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((host, 0))
    sock.setblocking(False)
    return sock


def _was_sent(sock):
    try:
        sock.recv(100)
    except BlockingIOError:
        return False
    return True


def _was_called(listener):
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def living(folders, uids=()):
    """The processes of these folders: by cwd, command line and environment; and those of these uids."""
    markers, found = [os.fsencode(folder) for folder in folders], []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            place = f"/proc/{name}"
            texts = [Path(place, file).read_bytes() for file in ("cmdline", "environ")]
            texts.append(os.fsencode(os.readlink(f"{place}/cwd")))
            if os.stat(place).st_uid in uids or any(
                marker in text for marker in markers for text in texts
            ):
                found.append(f"{name} {texts[0][:100]!r}")
    return found


def left_alive(folders, uids=()):
    """Those that are still there after a moment. A uid may meanwhile be another run's."""
    end = time.monotonic() + SECONDS_TO_VANISH
    while (found := living(folders, uids)) and time.monotonic() < end:
        time.sleep(0.05)
    return found
