"""Cheat: writes another program in its place, for the next check and for its neighbours (B4).

Most: 0
"""
import os
import sys

def breach(what):
    """Tell that the attack has worked."""
    for stream in (sys.stdout, sys.stderr):
        print("BREACH", what, file=stream, flush=True)

if os.path.exists("was_here"):
    breach("the folder of the run before")
for name in ("was_here", "udp_client.py", "tcp_client.py", "http_tasks.py"):
    with open(name, "w") as file:
        file.write("print('BREACH' + ' ran from a folder that was written by the run before')\n")
try:
    os.rename(os.getcwd(), os.getcwd() + "-moved")
    breach("moved its folder")
except OSError as error:
    print(error)
