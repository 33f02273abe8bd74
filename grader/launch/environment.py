"""The environment variables of a learner's program."""

import os


def environment(folder: str) -> dict[str, str]:
    """A program's environment, made from nothing: no token, no proxy, no ~/.netrc."""
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
