"""What the jail costs: runs of an empty program with it and without, in turn, in one go.

    python tests/benchmarks/jail.py [RUNS]

Prints the median wall time of a whole run (fork, run, end, report) each way,
the difference, and the ratio; and of a plain subprocess.
"""

import contextlib
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from grader import scratch
from grader.jail.policy import Policy
from grader.launch import forked
from grader.launch.environment import environment
from grader.launch.plain import PlainLauncher

CONFINE = "confinement.enforce()"
ENTER = "sandbox.enter_namespaces(place)"


def without_the_jail(folder):
    """The start of a copy of the zygote whose supervisor leaves the jail out."""
    copy = Path(shutil.copytree(Path(forked.ZYGOTE).parent, Path(folder) / "jail"))
    supervisor = copy / "supervisor.py"
    source = supervisor.read_text()
    assert source.count(CONFINE) == source.count(ENTER) == 1
    source = source.replace(ENTER, "sandbox.NO_NAMESPACES")
    supervisor.write_text(source.replace(CONFINE, "None"))
    return str(copy / "__main__.py")


@contextlib.contextmanager
def supervisor(launcher):
    with contextlib.closing(launcher), contextlib.closing(launcher.supervisor()) as one:
        yield one


def launcher_of(zygote):
    before, forked.ZYGOTE = forked.ZYGOTE, zygote
    try:
        return forked.ForkLauncher(web=False)
    finally:
        forked.ZYGOTE = before


def milliseconds(one):
    """The wall time of one whole run of an empty program."""
    began = time.perf_counter()
    one.network()
    folder = scratch.make_run(one.room, {"program.py": b""})
    run = one.start(
        folder,
        "program.py",
        [],
        stdin=b"",
        channel=False,
        environment=environment(folder.inside),
        policy=Policy(),
    )
    run.wait_for_end(time.monotonic() + 20)
    run.close()
    scratch.remove(folder)
    assert run.status == 0, run.stderr.text
    return (time.perf_counter() - began) * 1000


def main(runs=200):
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        ways = {
            "jail": stack.enter_context(supervisor(launcher_of(forked.ZYGOTE))),
            "no jail": stack.enter_context(supervisor(launcher_of(without_the_jail(folder)))),
            "plain subprocess": stack.enter_context(supervisor(PlainLauncher())),
        }
        times = {name: [] for name in ways}
        for one in ways.values():
            milliseconds(one)  # warm
        for _ in range(runs):
            for name, one in ways.items():
                times[name].append(milliseconds(one))
    medians = {name: statistics.median(values) for name, values in times.items()}
    for name, median in medians.items():
        print(f"{name:<17} {median:6.2f} ms a run   {median / medians['no jail']:.2f} × no jail")
    print(f"the jail adds {medians['jail'] - medians['no jail']:.2f} ms a run")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
