"""The pytest session of this process: it is begun once, and runs the checks of one job after another.

To begin one takes longer than most checks. So the session stays, with the checks files that it
has collected: a process that was forked from a warm one has both from the start.

No conftest, ini file, plugin or environment variable of anybody else can reach it.
"""

import contextlib
import io
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import pytest
from _pytest._io import TerminalWriter

from grader.course import checks, layout
from grader.course.layout import Target

SECONDS_PER_CHECK = 300  # the last resort: longer than all the deadlines of a check

NEEDLESS_PLUGINS = (
    "terminal",
    "capture",
    "cacheprovider",
    "logging",
    "warnings",
    "faulthandler",
    "doctest",
    "junitxml",
    "pastebin",
    "setuponly",
    "setupplan",
    "stepwise",
    "debugging",
    "tmpdir",
    "monkeypatch",
    "recwarn",
    "unittest",
    "legacypath",
    "reports",
    "unraisableexception",
    "threadexception",
    "subtests",
)


class Suite:
    """A pytest session with a plugin of ours, which is asked for each check that is run."""

    def __init__(self, plugin: object) -> None:
        self._loader = _Loader()
        self._items: dict[Target, list[pytest.Item]] = {}
        with environment_of_ours():
            pytest.main(_arguments(), plugins=[self._loader, plugin])
            self._session = pytest.Session.from_config(self._loader.config)
            self._loader.config._do_configure()
            self._session.config.hook.pytest_sessionstart(session=self._session)

    def items(self, target: Target) -> Sequence[pytest.Item]:
        """Give the cases of all checks of this program, in the order of its file."""
        if target not in self._items:
            self._loader.target = target
            with environment_of_ours():
                found = self._session.perform_collect([str(target.checks_file)])
            self._items[target] = [item for item in found if checks.of(function_of(item))]
        return self._items[target]

    @contextlib.contextmanager
    def in_use(self) -> Iterator[None]:
        """Have pytest run cases. Where one is interrupted, the session is ended for good."""
        with environment_of_ours():
            try:
                yield
                # The check for which the last one kept something may not have been run.
                self._session._setupstate.teardown_exact(None)
            except BaseException:
                self._end()
                raise

    def run(self, item: pytest.Item, after: pytest.Item | None) -> None:
        """Run this case; the one that comes after it keeps what both need."""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)

    def _end(self) -> None:
        """Give back what the checks have taken that were interrupted."""
        config, status = self._session.config, pytest.ExitCode.INTERRUPTED
        config.hook.pytest_sessionfinish(session=self._session, exitstatus=status)
        config._ensure_unconfigure()


def function_of(item: pytest.Item) -> object:
    """Give the function of a case; None for whatever is no function."""
    return getattr(item, "function", None)


@contextlib.contextmanager
def environment_of_ours() -> Iterator[None]:
    """Hide what the user's environment tells pytest, and load no plugin that is installed."""
    outside = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("PYTEST")}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(outside)


def _arguments() -> list[str]:
    return [
        *("--rootdir", str(layout.CHECKS)),
        *("--confcutdir", str(layout.CHECKS)),
        *("-c", str(layout.CHECKS / "pytest.ini")),
        "--import-mode=importlib",
        "--assert=plain",
        *("-p", "pytest_timeout"),
        *("--timeout", str(SECONDS_PER_CHECK)),
        # it takes a thread by itself where this is not the main one
        *("--timeout-method", "signal" if hasattr(signal, "SIGALRM") else "thread"),
        *(word for name in NEEDLESS_PLUGINS for word in ("-p", f"no:{name}")),
        str(layout.CHECKS),
    ]


class _ChecksFile(pytest.Module):
    """A checks file for pytest, as `grader.course.checks` has imported it and not anew."""

    loaded: ModuleType

    def _getobj(self) -> ModuleType:
        return self.loaded


class _NoTerminal:
    """Takes the place of pytest's terminal, to which pytest-timeout writes before it ends a check."""

    def __init__(self) -> None:
        self._tw = TerminalWriter(io.StringIO())


class _Loader:
    """Keeps pytest from running and ending a session of its own; gives it the checks files."""

    config: pytest.Config
    target: Target  # whose file is collected

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> pytest.ExitCode:
        self.config = config
        return pytest.ExitCode.OK

    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.register(_NoTerminal(), "terminalreporter")
        # What a check has raised is told by us; with each line of source, nobody would read it.
        config.option.tbstyle = "no"

    def pytest_pycollect_makemodule(
        self, module_path: Path, parent: pytest.Collector
    ) -> _ChecksFile:
        collector = _ChecksFile.from_parent(parent, path=module_path)
        collector.loaded = checks.module(self.target)
        return collector
