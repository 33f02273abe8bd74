"""The jail: what runs confined, and what confines it. Nothing in here imports the grader.

The zygote and the supervisors are trusted; `program/` runs as the learner. The package
is loaded by `__main__`, in a process of its own, and is gone from `sys.modules`
before any program runs: a program can import nothing of it. The grader itself imports
`policy` and `messages` only, which are plain data.
"""
