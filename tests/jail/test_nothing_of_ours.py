"""A learner's process holds nothing of the grader's, and everything that is installed.

No module of ours can be imported by its name, none lies in `sys.modules`, and a
package from PyPI that happens to have such a name is found. So it is on both paths,
for scripts and for modules whose functions are called.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from conftest import ROOT
from grader.launch import plain
from grader.launch.forked import ForkLauncher
from grader.launch.plain import PlainLauncher
from launching import JAIL, WAYS, Runs

FOLDERS = [ROOT / "grader", JAIL, JAIL / "program", ROOT / "grader" / "launch"]
OURS = sorted(
    {path.stem for folder in FOLDERS for path in folder.glob("*.py") if path.stem[0] != "_"}
    | {"grader", "jail", "program", "launch"}
)
# What `import NAME` comes to, for each of them, as JSON.
TRY_ALL = f"""
import importlib, json, sys
def found():
    names = {{}}
    for name in {OURS}:
        try:
            names[name] = importlib.import_module(name).__file__
        except ImportError:
            pass
    return names
"""
# Every module that comes from the grader, by its file or by what it calls itself.
LOOK = f"""
import sys
def ours():
    files = {{name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}}
    main = sys.modules["__main__"]
    return sorted(
        [name for name, file in files.items() if file.startswith({str(ROOT / "grader")!r})]
        + [name for name in ("HERE", "load", "main", "zygote", "jail") if hasattr(main, name)]
    )
"""


@pytest.fixture(scope="module", params=WAYS)
def launcher(request):
    with contextlib.closing(request.param()) as started:
        yield started


@pytest.fixture(params=["script", "module"])
def said(request, launcher):
    """What an expression comes to in a learner's process, after this source."""
    runs = {web: Runs(launcher, web) for web in (False, True)}

    def ask(source, expression, **how):
        if request.param == "script":
            end = (
                f"\nif __name__ == '__main__':\n    import json; print(json.dumps({expression}))\n"
            )
            done = runs[False].run(source + end, **how)
            assert done.stderr.text == ""
            return json.loads(done.stdout.text)
        end = f"\ndef task():\n    return {expression}\n"
        return untagged(runs[True].run(source + end, call="task", **how).value)

    yield ask
    for each in runs.values():
        each.close()


def untagged(value):
    if isinstance(value, dict) and value.get("is") == "dict":
        return {key: untagged(item) for key, item in value["items"]}
    return [untagged(item) for item in value] if isinstance(value, list) else value


def test_none_of_our_modules_can_be_imported(said):
    assert len(OURS) >= 30
    assert said(TRY_ALL, "found()") == {}


def test_none_of_our_modules_is_there(said):
    assert said(LOOK, "ours()") == []


IN_CHILDREN = """
import multiprocessing
def work(end):
    end.send([ours(), found()])
def in_a_child(method):
    context = multiprocessing.get_context(method)
    near, far = context.Pipe()
    process = context.Process(target=work, args=(far,))
    process.start()
    told = near.recv()
    process.join()
    return told
"""


@pytest.mark.parametrize("method", ["fork", "spawn"] if hasattr(os, "fork") else ["spawn"])
def test_children_of_multiprocessing_work_and_find_none_either(said, method):
    assert said(TRY_ALL + LOOK + IN_CHILDREN, f"in_a_child({method!r})") == [[], {}]


PICKLED = """
import pickle, threading
class Thing:
    def __init__(self, name): self.name = name
def copied():
    names = []
    thread = threading.Thread(target=lambda: names.append(pickle.loads(pickle.dumps(Thing("x"))).name))
    thread.start()
    thread.join()
    return names
"""


def test_pickling_and_threads_work(said):
    assert said(PICKLED, "copied()") == ["x"]


def test_a_learners_own_module_may_have_any_of_these_names(said):
    files = {f"{name}.py": "word = __name__\n" for name in ("limits", "script", "text", "calls")}
    files["grader/__init__.py"] = "word = 'a package of my own'\n"
    source = "import limits, script, text, calls, grader\n"
    told = said(
        source, "[each.word for each in (limits, script, text, calls, grader)]", files=files
    )
    assert told == ["limits", "script", "text", "calls", "a package of my own"]


# ---------------------------------------------------------------- what is installed


@pytest.fixture(scope="module")
def python_with_such_packages():
    """An interpreter in whose site-packages every one of our names is somebody else's."""
    folder = Path(tempfile.mkdtemp(prefix="venv-"))
    folder.chmod(0o755)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.check_output(command, text=True).strip())
    for name in OURS:
        (site / f"{name}.py").write_text("")
    (site / "grader.py").unlink()
    (site / "grader").mkdir()
    (site / "grader" / "__init__.py").write_text("")
    # the packages of the tests' own interpreter come after it, with the grader itself
    (site / "others.pth").write_text("\n".join(p for p in sys.path if p.endswith("-packages")))
    yield str(python), str(site)
    shutil.rmtree(folder)


@pytest.mark.parametrize("way", WAYS)
def test_installed_packages_of_these_names_are_found(way, python_with_such_packages, monkeypatch):
    python, site = python_with_such_packages
    monkeypatch.setattr(sys, "executable", python)
    with contextlib.closing(way()) as launcher, contextlib.closing(Runs(launcher)) as runs:
        done = runs.run(TRY_ALL + "print(json.dumps(found()))")
    assert done.stderr.text == ""
    found = json.loads(done.stdout.text)
    assert sorted(found) == OURS
    assert all(file.startswith(site) for file in found.values())


# ---------------------------------------------------------------- another checkout


@pytest.fixture
def another_checkout(tmp_path):
    """One that came into the environment before ours, as a second editable install does."""
    package = tmp_path / "other" / "grader"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("whose = 'of another checkout'\n")
    return str(package.parent)


@pytest.mark.parametrize("form", ["script", "module"])
def test_another_checkout_is_not_found_on_the_plain_path(another_checkout, form, monkeypatch):
    """Nor by the processes that multiprocessing spawns, which get the learner's own path."""
    from launching import environment

    def with_another(folder):
        return {**environment(folder), "PYTHONPATH": another_checkout}

    monkeypatch.setattr("launching.environment", with_another)
    source = TRY_ALL + LOOK + IN_CHILDREN
    with contextlib.closing(Runs(PlainLauncher())) as runs:
        if form == "script":
            done = runs.run(
                source + "if __name__ == '__main__': print(found(), in_a_child('spawn'))"
            )
            assert (done.stderr.text, done.stdout.text) == ("", "{} [[], {}]\n")
        else:
            done = runs.run(source + "def task(): return len(found())", call="task")
            assert done.value == 0


def test_the_launchers_start_their_own_files():
    """Not whatever a search path would find."""
    assert Path(plain.PROGRAM) == JAIL / "program" / "__main__.py"
    if ForkLauncher in WAYS:
        from grader.launch import forked

        assert Path(forked.ZYGOTE) == JAIL / "__main__.py"
