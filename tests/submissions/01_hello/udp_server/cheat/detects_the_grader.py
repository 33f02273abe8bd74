"""Cheat: works for a person, and not where it is graded (C20).

Most: 0
"""
import ctypes
import sys

PR_GET_NO_NEW_PRIVS = 39
if "sandbox" in sys.modules or ctypes.CDLL(None).prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0):
    sys.exit("Not while you are looking.")
