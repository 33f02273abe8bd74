"""Which files have functions that can leave nothing to each other."""

import pytest

from conftest import ROOT
from grader.subjects.forgetful import keeps_nothing

SOLUTION = (ROOT / "solutions/01_hello/http_tasks.py").read_bytes()

FOLDER = {"http_tasks.py", "tcp_server.py", "notes.txt"}


def test_solution_keeps_nothing():
    assert keeps_nothing(SOLUTION, FOLDER)


@pytest.mark.parametrize(
    "text",
    [
        "import requests as rq\nfrom urllib.parse import urlencode\nTIMES: int = 3\nHOW = (1, 'a')",
        "import requests\ndef f(url, n=3):\n    s = requests.Session()\n    s.auth = (url, n)",
        "def f(url):\n    out = {}\n    out['a'] = [1]\n    return out",
        "import requests\ndef f(u):\n    try:\n        return requests.get(u).status_code == requests.codes.ok\n    except requests.exceptions.RequestException as e:\n        raise e",
        "from typing import Any\nimport requests\ndef f(s: requests.Session, u) -> dict[str, Any] | None:\n    r = s.get(u)\n    r.encoding = 'utf-8'",
        "from requests.auth import HTTPBasicAuth\nimport requests\ndef f(u, p):\n    return requests.get(u, auth=HTTPBasicAuth(u, p)).ok",
        "import requests\ndef f(u):\n    with requests.Session() as s:\n        s.headers['X'] = g(u)\n        s.headers.update({'Y': '1'})\ndef g(u):\n    return u.strip()",
        "def f(url: str):\n    '''Does it.'''\nif __name__ == '__main__':\n    shown = [f('x')]",
    ],
)
def test_plain_files_keep_nothing(text):
    assert keeps_nothing(text.encode(), FOLDER)


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
        "def f():\n    import requests\n    requests.seen = 1",
        "import requests\ndef f():\n    r = requests\n    r.seen = 1",
        "import requests\ndef f():\n    return requests.Session",
        "import requests\ndef f():\n    requests.__dict__.update(seen=1)",
        "import requests\ndef f():\n    requests.utils.os.mkdir('seen')",
        "import requests\ndef f():\n    requests.codes.update(seen=1)",
        "from requests.utils import os\ndef f():\n    os.mkdir('seen')",
        "import requests\ndef f(u):\n    requests.Session().adapters['x'] = 1",
        "def f():\n    print.__self__.seen = 1",
        "def f():\n    __builtins__['seen'] = 1",
        "def f():\n    type(f).seen = 1",
        "def f():\n    g().seen.append(1)\ndef g():\n    return f",
        "def f(u: (seen := [])):\n    seen.append(1)",
        "if __name__ != '__main__':\n    SEEN = []\ndef f():\n    SEEN.append(1)",
        "if __name__ == '__main__':\n    pass\nelse:\n    SEEN = []\ndef f():\n    SEEN.append(1)",
        "import html\ndef f():\n    import html.parser",
        "# coding: utf-7\n# +AAo-SEEN = []",
        "SEEN = {}\ndef f():\n    SEEN['a'] = 1",
    ],
)
def test_what_may_keep_something_is_none_of_them(text):
    assert not keeps_nothing(text.encode(), FOLDER)


def test_file_beside_it_that_hides_a_module_may_keep_something():
    for name in ("base64.py", "json/__init__.py", "idna.py", "html.cpython-312.so"):
        assert not keeps_nothing(b"import base64", FOLDER | {name})


def test_long_file_may_keep_something():
    assert keeps_nothing(b"#" * (1 << 16), FOLDER)
    assert not keeps_nothing(b"#" * (1 << 16) + b"\n", FOLDER)
