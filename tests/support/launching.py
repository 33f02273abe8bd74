"""What the tests of launching share: runs on both paths, and launches that are sabotaged.

A sabotage is Python that replaces a part of the launcher in the very process that runs
it. It is written into a script that starts this process in place of the real one.
"""

import contextlib
import json
import os
import time

import pytest

from conftest import ROOT
from grader import scratch
from grader.jail.policy import Policy
from grader.launch import forked, plain
from grader.launch.environment import environment
from grader.launch.forked import ForkLauncher
from grader.launch.plain import PlainLauncher

CAN_FORK = hasattr(os, "pidfd_open")
WAYS = [PlainLauncher] + ([ForkLauncher] if CAN_FORK else [])
JAIL = ROOT / "grader" / "jail"
SECONDS = 20.0

SABOTAGED_ZYGOTE = """
import fcntl, os, runpy, signal, sys, types
start = runpy.run_path(ZYGOTE)
start["load"]()
from jail import landlock, layers, messages, namespaces, reaper, sandbox, sockets, supervisor, zygote
from jail.program import script, semaphores

def fail(*_, **__):
    raise OSError("sabotage")

def but(module, **others):
    return types.SimpleNamespace(**{**vars(module), **others})

SABOTAGE
zygote.main(*sys.argv[1:])
"""

SABOTAGED_PROGRAM = """
import os, runpy, signal, sys
start = runpy.run_path(PROGRAM)
start["load"]()
from program import script

def fail(*_, **__):
    raise OSError("sabotage")

SABOTAGE
start["main"](*sys.argv[1:])
"""


def _filled_in(script, sabotage):
    start = JAIL / "__main__.py", JAIL / "program" / "__main__.py"
    for name, path in zip(("ZYGOTE", "PROGRAM"), start, strict=True):
        script = script.replace(f"run_path({name})", f"run_path({str(path)!r})")
    return script.replace("SABOTAGE", sabotage)


# Sabotages that make a machine one without a layer of the jail
NO_NETWORK = "layers.TRIALS[layers.Layer.NETWORK] = fail\n"
NO_VIEW = "layers.namespaces = but(namespaces, view_works=fail)\n"


def sabotage_zygote(monkeypatch, folder, sabotage):
    """Let every zygote from now on run this first."""
    path = folder / "zygote.py"
    path.write_text(_filled_in(SABOTAGED_ZYGOTE, sabotage))
    monkeypatch.setattr(forked, "ZYGOTE", str(path))


def sabotage_program(monkeypatch, folder, sabotage):
    """Let every program on the plain path from now on run this first."""
    path = folder / "program_main.py"
    path.write_text(_filled_in(SABOTAGED_PROGRAM, sabotage))
    monkeypatch.setattr(plain, "PROGRAM", str(path))


class Runs:
    """Runs of one launcher, each in a fresh folder that holds some files."""

    def __init__(self, launcher, web=False):
        self._stack = contextlib.ExitStack()
        self.supervisor = self._stack.enter_context(contextlib.closing(launcher.supervisor(web)))

    def start(self, source, arguments=(), *, call=None, files=None, policy=None, stdin=b""):
        """Start the source as exercise.py; `call` names a function of it."""
        self.supervisor.network()
        folder = scratch.make_run(
            self.supervisor.room,
            {"exercise.py": source if isinstance(source, bytes) else source.encode()},
        )
        for name, text in (files or {}).items():
            path = os.path.join(folder.outside, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write(text)
        program = self.supervisor.start(
            folder,
            "exercise.py",
            list(arguments),
            stdin=stdin,
            channel=bool(call),
            environment=environment(folder.inside),
            policy=policy or Policy(),
        )
        self._stack.callback(self._end, program)
        if call:
            order = {"function": call, "arguments": [], "network": "mocked", "stays": False}
            order |= {"seconds": SECONDS, "longest": SECONDS}
            frame = json.dumps(order).encode()
            with contextlib.suppress(OSError):  # it has ended: reading tells
                program.channel.send(len(frame).to_bytes(4, "big") + frame)
        return program

    def run(self, source, *arguments, seconds=SECONDS, **how):
        """Run it to its end; the Program, which is closed. Its `value` is what a call returned."""
        program = self.start(source, *arguments, **how)
        if how.get("call"):
            program.value = self._value(program)
        program.wait_for_end(time.monotonic() + seconds)
        program.close()
        return program

    def _value(self, program):
        data, end = b"", time.monotonic() + SECONDS
        while True:
            while len(data) >= 4 and len(data) >= 4 + (size := int.from_bytes(data[:4], "big")):
                message, data = json.loads(data[4 : 4 + size]), data[4 + size :]
                if message["type"] != "loaded":
                    return message.get("value", message.get("text"))
            program.wait(end, [program.channel])
            assert time.monotonic() < end, "no answer came"
            with contextlib.suppress(BlockingIOError):
                more = program.channel.recv(1 << 16)
                if not more:
                    return None
                data += more

    @staticmethod
    def _end(program):
        with contextlib.suppress(Exception):
            program.close()

    def close(self):
        self._stack.close()


needs_fork = pytest.mark.skipif(not CAN_FORK, reason="the forked way")
