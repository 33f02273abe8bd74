"""Cheat: looks for the checks in the frames that called it (A3).

Most: 0
"""
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

frame = sys._getframe()
while frame:
    names = {*frame.f_locals, *frame.f_globals}
    print(frame.f_code.co_filename, frame.f_code.co_name)
    if names & {"examination", "job", "checks", "word", "solution"} or "checks" in frame.f_code.co_filename:
        breach("a frame of the grader: " + frame.f_code.co_name)
    frame = frame.f_back
