"""Cheat: moves the cursor and paints its own result (B11).

Most: 0
"""
import sys

PAINT = (
    "\x1b[2J\x1b[H  tcp_server    20/20\n"
    "\x1b[10A\x1b[2K100 of 100 points\x1b[0m\n"
    "0 points\r100 points\n"
    "\x1b]0;All passed\x07\x1b]52;c;cm0gLXJmIH4=\x07\n"
    "\x1b]8;;http://example.invalid\x1b\\link\x1b]8;;\x1b\\\n"
    "\x9b2J\x9d0;title\x9c\x84\x85\x8d\n"
    "0\b1\b2\x7f\x0e\x0f\x05\n"
    "\x1bPq#0;2;0;0;0~\x1b\\\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bc\n"
)
sys.stdout.write(PAINT)
sys.stderr.write(PAINT)
sys.exit("\x1b[31mfailed\x1b[0m")
