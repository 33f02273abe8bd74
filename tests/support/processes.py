"""The processes of this machine, as ps tells of them."""

import shutil
import subprocess

import pytest


def told(*options):
    """The lines of ps with these options; a test that wants them is skipped where it is missing."""
    if not shutil.which("ps"):
        pytest.skip("ps is not installed")
    done = subprocess.run(["ps", "-ww", *options], capture_output=True, text=True)
    return done.stdout.splitlines()
