"""Which files have functions that can leave nothing to each other."""

import pytest

from conftest import ROOT
from grader.subjects.forgetful import keeps_nothing

SOLUTION = (ROOT / "solutions/01_hello/http_tasks.py").read_text(encoding="utf-8")


def test_solution_keeps_nothing():
    assert keeps_nothing(SOLUTION)


@pytest.mark.parametrize(
    "text",
    [
        "import requests as rq\nfrom urllib.parse import urlencode\nTIMES: int = 3\nHOW = (1, 'a')",
        "import requests\ndef f(url, n=3):\n    s = requests.Session()\n    s.auth = (url, n)",
        "def f(url):\n    out = {}\n    out['a'] = [1]\n    return out",
        "def f(url: str):\n    '''Does it.'''\nif __name__ == '__main__':\n    shown = [f('x')]",
    ],
)
def test_plain_files_keep_nothing(text):
    assert keeps_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "def f(:",
        "import requests\nsession = requests.Session()",
        "seen = []",
        "with open('x') as file:\n    pass",
        "import os",
        "from . import words",
        "from words import SEEN",
        "def f():\n    import os",
        "def f(seen=[]):\n    seen.append(1)",
        "def f(*, seen={}):\n    pass",
        "def f():\n    global seen\n    seen = 1",
        "def f():\n    f.seen = 1",
        "import requests\ndef f():\n    requests.get = None",
        "import requests\ndef f():\n    requests.a.b['c'] = 1",
        "import requests\ndef f():\n    del requests.get",
        "def f():\n    make().seen = 1",
        "def f():\n    globals()['seen'] = 1",
        "def f():\n    open('seen', 'w').write('x')",
        "class Seen:\n    names = []",
        "@functools.cache\ndef f():\n    pass",
        "SEEN = {}\ndef f():\n    SEEN['a'] = 1",
    ],
)
def test_what_may_keep_something_is_none_of_them(text):
    assert not keeps_nothing(text)
