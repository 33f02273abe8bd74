"""Cheat: dies of exceptions whose text gives orders to the log (B7).

Most: 0
"""
import sys

FRAME = 'Traceback (most recent call last):\n  File "udp_client.py", line 1, in <module>\n    ::error::forged\n'
sys.stderr.write(FRAME + "::error::forged: x\n")
sys.stderr.write(FRAME + "ValueError: ::error::forged ##[error]forged\n::error::after\n")
sys.exit(3)
