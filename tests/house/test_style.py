"""The code keeps to the style that pyproject.toml sets."""

import subprocess
import sys

from conftest import ROOT


def test_lint_is_clean():
    words = [sys.executable, "-m", "ruff", "check", "--no-cache", "grader", "solutions", "tests"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
