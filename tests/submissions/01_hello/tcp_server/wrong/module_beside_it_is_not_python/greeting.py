"""What the server says."""

WORD = bytes((104, 105)
print("the word is", WORD)
