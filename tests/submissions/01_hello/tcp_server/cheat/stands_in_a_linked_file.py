"""Cheat: stands, as its stack tells, in a file behind a link, so that the report shows a line of it (A2).

Most: 0
"""
import os
import time

here = os.path.dirname(os.path.abspath(__file__))
away, name = os.path.split(r"@CANARY@")
try:
    os.symlink(away, os.path.join(here, "parts"))
except OSError as error:
    print(error)
exec(compile("time.sleep(600)", os.path.join(here, "parts", name), "exec"))
