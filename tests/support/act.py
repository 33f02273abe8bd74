"""Runs the workflows of a repository by act, on this machine and without the network.

act (https://nektosact.com) reads a workflow as GitHub does: the jobs and those that they call,
the expressions, the files of a step, the commands in its log. Of the actions of others there
are stand-ins; a learner's repository it checks out by itself. So it judges what the model in
`workflow` takes for granted. What it has not: the names of the called workflow's repository and
commit, and the checkout of the workspace itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runner import Command
from workflow import ACTIONS, COMMIT, OFFLINE, write_tools

ACT = shutil.which("act", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org")
REPOSITORY = "ada/hello"  # the learner's
PATIENCE = 240  # seconds
# What each of the actions of others does here, in a step of bash.
STAND_INS = {
    "actions/checkout": 'cp -R "{course}" "${{{{ inputs.path }}}}"',
    "actions/setup-python": 'echo "{tools}" >> "$GITHUB_PATH"',
    "actions/upload-artifact": 'cp -R "${{{{ inputs.path }}}}" "{artifacts}/${{{{ inputs.name }}}}"',
}
INPUTS = ("path", "name")


@dataclass
class Run:
    """What came of the jobs: as GitHub would show it, and as act has understood it."""

    results: dict[str, str] = field(default_factory=dict)  # of each job: success or failure
    log: str = ""
    commands: list[Command] = field(default_factory=list)  # those in the log that act obeyed
    outputs: dict[str, str] = field(default_factory=dict)  # of all steps
    summary: str = ""
    artifacts: dict[str, dict[str, bytes]] = field(default_factory=dict)  # name → {file: bytes}


def push(repository: Path, course: Path, folder: Path) -> Run:
    """Run what a push of this repository sets off, in an empty folder; the course is ada/course."""
    for name in ("tools", "artifacts", "home"):
        (folder / name).mkdir(parents=True)
    write_tools(folder / "tools")
    for words in (
        ("init", "--quiet"),
        ("remote", "add", "origin", f"https://github.com/{REPOSITORY}"),
        ("add", "--all"),
        ("commit", "--quiet", "--message", "Hand in"),
    ):
        subprocess.run([*GIT, *words], cwd=repository, check=True)
    replaced = {f"ada/course@{COMMIT}": course, **_stand_ins(folder, course)}
    assert ACT
    done = subprocess.run(
        [
            *(ACT, "push", "--json", "--no-cache-server", "--action-offline-mode"),
            *("--platform", "ubuntu-24.04=-self-hosted"),
            *("--action-cache-path", folder / "job"),
            *(f"--local-repository={name}={place}" for name, place in replaced.items()),
        ],
        cwd=repository,
        env={"PATH": os.environ["PATH"], "HOME": str(folder / "home"), **OFFLINE},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    run = _read(map(json.loads, done.stdout.splitlines()))
    assert run.results, done.stdout + done.stderr
    assert (done.returncode == 0) == (set(run.results.values()) == {"success"})
    run.artifacts = {
        place.name: {file.name: file.read_bytes() for file in place.iterdir()}
        for place in (folder / "artifacts").iterdir()
    }
    return run


def _stand_ins(folder: Path, course: Path) -> dict[str, Path]:
    """Write the stand-ins for the actions of others; where each is, by its name and commit."""
    written = {}
    places = {"course": course, "tools": folder / "tools", "artifacts": folder / "artifacts"}
    pins = {pin for file in ACTIONS for pin in re.findall(r"uses: (actions/\S+)", file.read_text())}
    for pin in pins:
        name = pin.partition("@")[0]
        action = {
            "name": name,
            "inputs": {each: {"default": ""} for each in INPUTS},
            "runs": {
                "using": "composite",
                "steps": [{"shell": "bash", "run": STAND_INS[name].format(**places)}],
            },
        }
        written[pin] = folder / name
        written[pin].mkdir(parents=True, exist_ok=True)
        (written[pin] / "action.yml").write_text(json.dumps(action))  # which is YAML as well
    return written


def _read(entries: Iterable[Mapping[str, Any]]) -> Run:
    """Gather what act tells about a run, entry by entry."""
    run = Run()
    for entry in entries:
        command = entry.get("command")
        if "jobResult" in entry:
            run.results[entry["jobID"]] = entry["jobResult"]
        elif command == "set-output":
            run.outputs[entry["name"]] = entry["arg"]
        elif command == "summary":
            run.summary += entry["content"]
        elif "raw" in entry:  # a command in the log
            run.log += entry["raw"]
            run.commands.append(Command(entry["command"], entry["kvPairs"], entry["arg"]))
        elif entry.get("raw_output"):
            run.log += entry["msg"]
    return run
