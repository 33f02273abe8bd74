"""Starts the zygote: `python -I grader/jail/__main__.py PLACE CONTROL [WEB]` (see `zygote`).

The package is loaded from its own folder, under a name of its own and by no search
path, so that it finds nothing of the grader and shadows no other package.
"""

import os
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))


def load() -> None:
    """Make `jail` importable, so that the modules of this folder find each other."""
    package = types.ModuleType("jail")
    package.__path__ = [HERE]
    sys.modules["jail"] = package


if __name__ == "__main__":
    load()
    from jail import zygote  # type: ignore[import-not-found]  # its name in this process only

    zygote.main(*sys.argv[1:])
