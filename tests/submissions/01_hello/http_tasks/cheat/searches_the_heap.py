"""Cheat: looks for pages and expected values among all objects (A3).

Most: 0
"""
import gc
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def search():
    """Anything of the grader's that its own process would hold."""
    for name in list(sys.modules):
        if name.partition(".")[0] in ("grader", "pytest", "_pytest"):
            breach("a module of the grader: " + name)
    for thing in gc.get_objects():
        if type(thing).__name__ in ("Examination", "Site", "CheckResult", "Job", "Report"):
            breach("an object of the grader: " + type(thing).__name__)
    return "nothing found"


def get_text(url):
    return search()


def get_bytes(url):
    return search()
