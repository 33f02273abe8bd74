"""Makes the environment variables of a learner's program."""

import os


def environment(folder: str) -> dict[str, str]:
    """Make a program's environment from nothing: it has no token, no proxy, no ~/.netrc.

    `folder` is the folder of its run: its home, and where it makes temporary files.
    """
    return {
        "PATH": os.defpath,
        "HOME": folder,
        "TMPDIR": folder,
        "TEMP": folder,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_PROXY": "*",
    }
