"""Each Python of this machine is found, and what fails with one of them is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

SCRIPT = ROOT / "tests" / "proof" / "interpreters.py"
# A Python of the future that can say what it is, and nothing else
STUB = '#!/bin/sh\n[ "$1" = -c ] && echo 3 99 0 False && exit 0\necho no environment\nexit 7\n'


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_python_that_fails_is_told(tmp_path: Path) -> None:
    python = tmp_path / "python3.99"
    python.write_text(STUB)
    python.chmod(0o755)
    environment = {"PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path)}  # no others are found
    words = [sys.executable, str(SCRIPT), "--smoke", str(python)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    line, said = done.stdout.splitlines()
    assert line.startswith(f"Python 3.99.0 ({python}): FAILED: {python} -m venv ")
    assert "ended with 7" in line and said.startswith("no environment")
