"""Modules that would do an exercise: what a learner's own files import of them, and how it ends."""

import contextlib

import pytest

from grader.course import checks
from grader.failures.diagnosis.deaths import of_death
from grader.jail.policy import Policy
from grader.jail.program import bounds
from launching import WAYS, Runs

HTTP = Policy(
    out_of_bounds=("third-party packages", "http.server", "http.client", "urllib.request", "email"),
    but_for=("email.utils",),
)


@pytest.fixture(scope="module", params=WAYS)
def run(request):
    """Run some source to its end in these bounds; the finished Program."""
    with contextlib.closing(request.param()) as started, contextlib.closing(Runs(started)) as runs:
        yield lambda source, files=None: runs.run(source, files=files, policy=HTTP)


@pytest.mark.parametrize(
    "module, source",
    [
        ("http.server", "import http.server"),
        ("http.server", "from http import HTTPStatus, server as s"),
        ("http.server", "from http.server import *"),
        ("http.client", "def f():\n    import http.client as c\nf()"),
        ("urllib.request", "from urllib import parse, request"),
        ("email", "import email"),
        ("email", "from email import utils, message_from_bytes"),
        ("email", "import email.parser, socket"),
        ("http.client", "import importlib; importlib.import_module('http.client')"),
        ("http.client", "__import__('http.client')"),
        ("http.client", "exec('import http.client')"),
        ("http.client", "exec(compile('import http.client', 'x', 'exec'))"),
        ("http.client", "import importlib; importlib.__import__('http.client')"),
        ("http.server", "import runpy; runpy.run_module('http.server')"),
        ("requests", "import requests.adapters"),
        ("h11", "import asyncio, h11"),
        ("http.client", "import threading\nprint('x')\nimport helper"),
    ],
)
def test_import_of_a_module_that_is_out_of_bounds(run, module, source):
    done = run(source, files={"helper.py": "import http.client"})
    last = done.stderr.text.splitlines()[-1]
    assert last.startswith(f"ImportError: {module} is out of bounds in this exercise: "), last
    assert done.status == 1
    assert "bounds.py" not in done.stderr.text
    told = of_death("ImportError", last.partition(": ")[2])
    assert told is not None and module in told


def test_what_does_not_do_the_exercise_is_fine(run):
    done = run(
        "# import http.server would do it\n"
        "'''from http import client'''\n"
        "import asyncio, socketserver, mimetypes, selectors, urllib.parse, http, logging.handlers\n"
        "import email.utils, concurrent.futures, multiprocessing.pool, importlib\n"
        "from email.utils import formatdate\n"
        "from email import utils\n"
        "from http import HTTPStatus\n"
        "from urllib import parse\n"
        "importlib.import_module('json')\n"
        "import xmlrpc.client  # it imports http.client itself\n"
        "print(HTTPStatus.OK, utils.formatdate(0))"
    )
    assert (done.status, done.stderr.text) == (0, "")


def test_modules_of_ones_own_are_fine_whatever_their_names_are(run):
    files = {"requests.py": "WORD = 'mine'", "email/__init__.py": "", "email/parts.py": "N = 1"}
    files["parts/words.py"] = "WORD = 'too'"  # a package without __init__.py
    source = "import requests, email.parts, parts.words\nprint(requests.WORD, email.parts.N, parts.words.WORD)"
    done = run(source, files)
    assert (done.stdout.text, done.stderr.text) == ("mine 1 too\n", "")


def test_folder_that_hides_nothing_opens_nothing(run):
    done = run("import http.client", {"http/notes.txt": "a folder like a package of Python's"})
    assert "ImportError: http.client is out of bounds" in done.stderr.text


def test_module_that_is_not_there_is_not_called_out_of_bounds(run):
    assert "No module named 'scoket'" in run("import scoket").stderr.text


def test_word_for_third_parties_is_the_same_on_both_sides():
    """What runs as the learner imports nothing of the grader, and so has its own."""
    assert bounds.THIRD_PARTY == checks.THIRD_PARTY


def test_program_may_do_without(run):
    done = run("try:\n    import http.client\nexcept ImportError:\n    print('by hand')")
    assert (done.status, done.stdout.text) == (0, "by hand\n")
