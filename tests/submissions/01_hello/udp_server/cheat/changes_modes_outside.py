"""Cheat: changes the mode, the owner, the times and the attributes of a file that is not its own (C11).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

SECRET = r"@CANARY@"
WAYS = (
    lambda: os.chmod(SECRET, 0o777),
    lambda: os.chmod(r"@OUT@", 0),
    lambda: os.utime(SECRET, (0, 0)),
    lambda: os.chown(SECRET, 4711, 4711),
    lambda: os.setxattr(SECRET, "user.mark", b"x"),
    lambda: os.truncate(SECRET, 0),
    lambda: os.rename(SECRET, SECRET + ".moved"),
    lambda: os.unlink(SECRET),
)
for way in WAYS:
    before = os.stat(SECRET), os.stat(r"@OUT@").st_mode
    try:
        way()
    except OSError as error:
        print(error)
    if (os.stat(SECRET), os.stat(r"@OUT@").st_mode) != before:
        breach("changed what is not its own")
