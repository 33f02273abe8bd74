"""A `sitecustomize` by which Python lacks what Windows and macOS lack."""

WITHOUT = """
import os, sys

for name in ("fork", "forkpty", "pidfd_open", "posix_spawn", "posix_spawnp"):
    if hasattr(os, name):
        delattr(os, name)

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "resource":
            raise ImportError(name)

sys.meta_path.insert(0, Missing())
sys.modules.pop("resource", None)
"""
