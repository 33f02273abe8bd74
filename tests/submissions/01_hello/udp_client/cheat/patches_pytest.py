"""Cheat: imports the test framework and the grader, and patches them (B1).

Most: 0
"""
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

sys.path[:0] = [r"@COURSE@", r"@COURSE@/tests", r"@COURSE@/grader/checks"]
for name in ("grader", "grader.report", "conftest", "shelf"):
    try:
        __import__(name)
        breach("imported " + name)
    except ImportError as error:
        print(error)
    except OSError as error:
        print(error)
try:
    import _pytest.runner

    _pytest.runner.runtestprotocol = lambda *a, **k: []
except ImportError as error:
    print(error)
