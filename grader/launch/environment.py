"""Makes the environment variables of a learner's program."""

import os

LEARNER = "learner"
# Sets of texts have the same order in each run: what a program makes of it is the same, too.
HASH_SEED = "0"


def environment(folder: str) -> dict[str, str]:
    """Make a program's environment from nothing: it has no token, no proxy, no ~/.netrc.

    `folder` is the folder of its run: its home, and where it makes temporary files.
    """
    return {
        "PATH": os.defpath,
        "HOME": folder,
        "USERPROFILE": folder,  # the home on Windows
        # who runs it, as getpass.getuser() asks: its uid may have no name here
        **dict.fromkeys(("USER", "LOGNAME", "USERNAME"), LEARNER),
        "TMPDIR": folder,
        "TEMP": folder,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": HASH_SEED,
        "NO_PROXY": "*",
    }
