"""Cheat: lays down a report with full marks wherever a grader could look for it (B4).

Most: 0
"""
import json
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

REPORT = json.dumps({"version": 1, "score": 100, "max_score": 100, "units": []})
OUTSIDE = ("..", "../..", r"@OUT@", "/tmp", "/autograder/results", r"@COURSE@")
for folder in (".", *OUTSIDE):
    for name in ("report.json", "results.json"):
        path = os.path.join(folder, name)
        try:
            with open(path, "x") as file:
                file.write(REPORT)
            if folder in OUTSIDE:
                breach("wrote " + path)
                os.unlink(path)
        except OSError as error:
            print(error)
