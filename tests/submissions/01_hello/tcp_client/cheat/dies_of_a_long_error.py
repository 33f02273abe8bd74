"""Cheat: ends with an exception whose text begins again and again, and prints as many digits (C9).

Most: 0
"""
print("1" * 1_000_000)
raise PermissionError(13, "Permission denied: '" * 50_000 + "x")
