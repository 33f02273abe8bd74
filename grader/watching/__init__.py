"""Grades again whenever a file is saved, and keeps the screen on which one sees it.

`Loop` is what happens: it takes one event after the other from a queue. Others put them there:
a thread that watches the folder, one that reads the keyboard, and the handlers of signals.
"""
