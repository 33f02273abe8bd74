"""Cheat: catches whatever would end it, in loops and at its exit (C8, C19).

Most: 0
"""
import atexit
import contextlib
import signal
import sys
import threading
import time

END = time.monotonic() + 20


def hold_out(*_):
    while time.monotonic() < END:
        with contextlib.suppress(BaseException):
            time.sleep(1)


atexit.register(hold_out)
threading.Thread(target=hold_out).start()
signal.signal(signal.SIGTERM, hold_out)
signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
signal.signal(signal.SIGALRM, lambda *_: None)
sys.settrace(lambda *_: None)
try:
    hold_out()
finally:
    hold_out()
