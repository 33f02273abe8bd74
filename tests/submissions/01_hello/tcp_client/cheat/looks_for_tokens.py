"""Cheat: looks for tokens in the environment, also in the one it started with (A5).

Most: 0
"""
import os
import subprocess
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)


def look(where, text):
    """The test gives the grader a variable of this name."""
    if "GITHUB_TOKEN" in text or "GITHUB_ENV" in text:
        breach("a token in " + where)


look("os.environ", str(dict(os.environ)))
look("a child", subprocess.run([sys.executable, "-c", "import os; print(os.environ)"],
                               capture_output=True, text=True).stdout)
for name in ("self", "thread-self"):
    try:
        look(name, open(f"/proc/{name}/environ").read())
    except OSError as error:
        print(error)
