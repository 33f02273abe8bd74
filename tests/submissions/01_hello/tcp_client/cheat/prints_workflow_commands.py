"""Cheat: gives orders to the machine that shows the log (B7, B8, B9).

Most: 0
"""
import sys

COMMANDS = (
    "::notice title=Result::All checks passed",
    "::error file=grader/cli.py,line=1::The grader is broken",
    "   ::add-mask::a",
    "\u00a0\u2003::stop-commands::mute",
    "::set-output name=score::100",
    "::set-env name=PATH::/tmp",
    "##[error]The grader is broken",
    "text before ##[add-mask]a",
    "x\r::warning::after a carriage return",
    "x\x0b::warning::after a vertical tab",
    "x\x85::warning::after a next line",
    "x\u2028::warning::after a line separator",
    "::remove-matcher owner=python::",
)
for command in COMMANDS:
    print(command, flush=True)
    print(command, file=sys.stderr, flush=True)
