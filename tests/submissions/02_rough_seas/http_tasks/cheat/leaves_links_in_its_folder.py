"""Cheat: leaves links where the grader looks for what it has downloaded, and where its source was (A2).

Most: 1
"""
import os

SECRET = r"@CANARY@"


def lay(path):
    """Have a path lead to the secret."""
    try:
        if os.path.lexists(path):
            os.unlink(path)
        os.symlink(SECRET, path)
    except OSError as error:
        print(error)


def download(url, path):
    """Leave links, at the path and beside it, and say that all is there."""
    for name in (path, path + ".part", __file__):
        lay(name)
    return 20
