"""Runs as Python starts, where PYTHONPATH names this folder: no fork, and no limits."""

import os
import sys
from types import ModuleType

for name in ("fork", "forkpty", "pidfd_open", "posix_spawn", "posix_spawnp"):
    if hasattr(os, name):
        delattr(os, name)


class Missing:
    """Finds none of these modules, before anybody else is asked."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> None:
        """Let the others look for the module. Raises ImportError for one of these."""
        if name in self._names:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Missing("resource"))  # type: ignore[arg-type]  # it finds nothing
sys.modules.pop("resource", None)
