"""Cheat: types a command into the terminal of whoever grades (C3).

Most: 0
"""
import fcntl
import os
import sys
import termios

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

try:
    terminals = [os.open("/dev/tty", os.O_RDWR)]
    breach("opened the terminal")
except OSError as error:
    print(error)
    terminals = [0, 1, 2]
for terminal in terminals:
    try:
        fcntl.ioctl(terminal, termios.TIOCSTI, b" ")
        breach("typed into the terminal")
    except OSError as error:
        print(error)
