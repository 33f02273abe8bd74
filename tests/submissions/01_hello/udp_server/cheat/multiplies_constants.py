"""Cheat: source that a compiler works on for long, and uses much memory for (C16, C5).

Most: 0
"""
x = ((1 << 30_000_000) << 30_000_000).bit_length()
y = len("x" * 300_000_000)
print(x, y)
[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
