"""Cheat: plants modules that an unwary grader would import (B13, B14, B15, B16).

Most: 0
"""
import os
import site
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

NAMES = ("conftest.py", "sitecustomize.py", "usercustomize.py", "pytest.py", "json.py", "socket.py",
         "pytest.ini", "setup.cfg", "pyproject.toml", "evil.pth")  # fmt: skip
EVIL = "open(r'@OUT@/planted', 'w')\n"
OUTSIDE = [*site.getsitepackages(), site.getusersitepackages(), os.path.dirname(os.__file__), r"@OUT@", ".."]
for name in NAMES:
    with open(name, "w") as file:
        file.write(EVIL)
for folder in OUTSIDE:
    path = os.path.join(folder, "planted-by-@GRADER@.txt")
    try:
        open(path, "x").close()
        breach("planted " + path)
        os.unlink(path)
    except OSError as error:
        print(error)
