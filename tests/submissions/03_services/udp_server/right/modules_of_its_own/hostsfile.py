"""The hosts file, read again whenever it is asked: it may change."""
import re
import socket


class Hosts:
    def __init__(self, path):
        self.path = path

    def lookup(self, name):
        found = []
        known = False
        with open(self.path) as file:
            for line in file:
                words = re.sub("#.*", "", line).strip().split()
                if name.lower() in [word.lower() for word in words[1:]]:
                    try:
                        found.append(socket.inet_pton(socket.AF_INET, words[0]))
                        known = True
                    except OSError:
                        pass
        return found if known else None
