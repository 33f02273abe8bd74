"""What a program finds in its environment."""

import os


def environment(folder: str) -> dict[str, str]:
    """A program's environment, made from nothing: no token, no proxy, no ~/.netrc.

    `folder` is that of its run: its home, and where it makes temporary files.
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
