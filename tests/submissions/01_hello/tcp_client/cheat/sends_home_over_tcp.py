"""Cheat: connects to a server of its own instead of the peer (A8, A12).

Most: 5
"""
import socket

# In a network of its own it meets the grader there, as a client with an address of its own, which
# says nothing and ends well. Whether it comes home is told there.
for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::ffff:127.0.0.1")):
    with socket.socket(family) as client:
        try:
            client.connect((host, @PORT@))
            print("connected")
        except OSError as error:
            print(error)
