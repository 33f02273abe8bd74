"""Tells whether this Python can run the grader, and what to do where it cannot.

Every Python from 2.7 on reads this file: it holds ASCII only, no syntax that is
newer, and types in comments. It imports nothing that a Python may lack, and it
reads the names of installed packages from their folders, which takes a
millisecond where importlib.metadata takes thirty.
"""

import collections
import os
import re
import subprocess
import sys

OLDEST_PYTHON = (3, 11)  # requires-python in pyproject.toml; the tests compare them
REQUIRED = (  # the dependencies of pyproject.toml; the tests compare them
    "pytest>=8",
    "pytest-timeout>=2.3",
    "requests>=2.32",
    "urllib3>=2",
    "requests-mock>=1.12",
    "msgspec>=0.19",
    "platformdirs>=4",
    "h11>=0.14",
    "dnspython>=2.6",
    "rich>=13",
    "watchfiles>=1",
    "jinja2>=3.1",
)
COURSE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ON_WINDOWS = os.name == "nt"
VENV = os.path.join(COURSE, ".venv")
VENV_PYTHON = os.path.join(VENV, "Scripts" if ON_WINDOWS else "bin", "python")

# NAME-VERSION.dist-info, or .egg-info with or without the Python that it was built for.
DISTRIBUTION = re.compile(r"(.+)-(\d[^-]*?)(?:-py[\d.]+)?\.(?:dist|egg)-info$")
# The exit statuses by which a Python says what it can do (see `answer`).
READY, LACKS_PACKAGES, TOO_OLD = 0, 3, 4
QUESTION = (
    "import sys; sys.path[:1] = [%r]; from grader import prerequisites; "
    "sys.exit(prerequisites.answer())" % COURSE
)

Gap = collections.namedtuple("Gap", "text remedy")


def is_new_enough():
    # type: () -> bool
    """Tell whether the grader's own code can be read by this Python."""
    return sys.version_info[:2] >= OLDEST_PYTHON


def missing():
    # type: () -> list[str]
    """Give what is wrong with each required package that is missing or too old."""
    found = installed()
    wrong = []
    for requirement in REQUIRED:
        name, _, oldest = requirement.partition(">=")
        version = found.get(name)
        if version is None:
            wrong.append(name)
        elif _numbers(version) < _numbers(oldest):
            wrong.append("%s (it has %s)" % (requirement, version))
    return wrong


def gap(arguments):
    # type: (list[str]) -> Gap | None
    """Give what this Python lacks and what to do about it; None where all is well.

    `arguments` are those of the grader, for the command that would have worked.
    """
    python = "Python %d.%d.%d" % sys.version_info[:3]
    if not is_new_enough():
        text = "Python %d.%d or newer is needed, and this is %s" % (OLDEST_PYTHON + (python,))
    elif missing():
        text = "this %s lacks %s" % (python, ", ".join(missing()))
    else:
        return None
    return Gap("%s (%s)" % (text, _shown(sys.executable or "python")), _remedy(arguments))


def answer():
    # type: () -> int
    """Give the exit status by which one Python tells another what it can do."""
    if not is_new_enough():
        return TOO_OLD
    return LACKS_PACKAGES if missing() else READY


# ------------------------------------------------------------------ packages


def installed():
    # type: () -> dict[str, str]
    """Give the version of each package on sys.path, by its normal name."""
    found = {}  # type: dict[str, str]
    for folder in sys.path:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for match in filter(None, map(DISTRIBUTION.match, names)):
            found.setdefault(_normal(match.group(1)), match.group(2))
    return found


def _normal(name):
    # type: (str) -> str
    return re.sub("[-_.]+", "-", name).lower()


def _numbers(version):
    # type: (str) -> list[int]
    """Give the release of a version as numbers: `2.34.2` and `2.34.2rc1` alike."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    return [int(number) for number in release.group().split(".")] if release else []


# ------------------------------------------------------------------ remedies


def _remedy(arguments):
    # type: (list[str]) -> str
    """Give the command that would have worked, or else the one that sets the course up."""
    state = _ask([VENV_PYTHON]) if os.path.exists(VENV_PYTHON) else None
    if state == READY:
        return "run: " + _command([_shown(VENV_PYTHON), "-m", "grader"] + arguments)
    install = ["-m", "pip", "install", "--quiet", "--editable", _shown(COURSE)]
    if is_new_enough() and sys.prefix != getattr(sys, "base_prefix", sys.prefix):
        return "set it up: " + _command([_shown(sys.executable)] + install)
    install = [_shown(VENV_PYTHON)] + install
    if state == LACKS_PACKAGES:
        return "set it up: " + _command(install)
    python = _new_python()
    make = (python or _usual_python()) + ["-m", "venv"] + ["--clear"] * os.path.exists(VENV)
    first = "set it up: " if python else "install Python %d.%d or newer, then: " % OLDEST_PYTHON
    then = "  and then  " if ON_WINDOWS else " && "
    return first + _command(make + [_shown(VENV)]) + then + _command(install)


def _usual_python():
    # type: () -> list[str]
    return ["py"] if ON_WINDOWS else ["python3"]


def _new_python():
    # type: () -> list[str] | None
    """Give a command of this machine that starts a Python which is new enough."""
    versions = [["python3.%d" % minor] for minor in range(30, OLDEST_PYTHON[1] - 1, -1)]
    own = [[_shown(sys.executable)]] if is_new_enough() else []
    for command in [_usual_python()] + own + versions:
        if _ask(command) in (READY, LACKS_PACKAGES):
            return command
    return None


def _ask(command):
    # type: (list[str]) -> int | None
    """Give the `answer` of the Python that this command starts; None where it starts none."""
    with open(os.devnull, "r+") as nowhere:
        try:
            return subprocess.call(
                command + ["-c", QUESTION], stdin=nowhere, stdout=nowhere, stderr=nowhere
            )
        except OSError:
            return None


def _command(words):
    # type: (list[str]) -> str
    """Give the words as a shell takes them."""
    if ON_WINDOWS:
        return subprocess.list2cmdline(words)
    try:
        from shlex import quote
    except ImportError:  # before Python 3.3
        from pipes import quote
    return " ".join(quote(word) for word in words)


def _shown(path):
    # type: (str) -> str
    """Give the path, relative to the current folder where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):  # the current folder is gone, or on another drive
        return path
    return min(relative, path, key=len)
