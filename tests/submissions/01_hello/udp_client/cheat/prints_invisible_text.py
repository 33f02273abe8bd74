"""Cheat: prints text that shows something other than it is (B12).

Most: 0
"""
import os

TEXT = (
    "points: \u202e02/02\u202c \u2066x\u2069 \u200f\u200e\u061c\n"
    "zero\u200bwidth\ufeff \u2060 \u00ad \u180e \U000e0041 \ufe0f\n"
    "Z" + "\u0301\u0489\u20e0" * 200 + "\n"
    "blank\u3164\u115f\u2800\u00a0\u2003\n"
    "\u2028line\u2029paragraph\x85next\n"
)
os.write(1, TEXT.encode() + b"\xff\xfe\xc0\x80\xed\xa0\x80\xf4\x90\x80\x80 broken\n")
os.write(2, TEXT.encode("utf-16"))
