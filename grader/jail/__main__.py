"""Starts the zygote: `python -I grader/jail/__main__.py CONTROL [WEB]` (see `zygote`).

The package is loaded from its own folder, under a name of its own and by no search
path, so that it finds nothing of the grader and shadows no other package.
"""

import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def load() -> None:
    """Make `jail` importable, for the modules in here to find each other.

    Raises ImportError if the package is not there.
    """
    spec = importlib.util.spec_from_file_location(
        "jail", os.path.join(HERE, "__init__.py"), submodule_search_locations=[HERE]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no package in {HERE}")
    sys.modules["jail"] = package = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(package)


if __name__ == "__main__":
    load()
    from jail import zygote  # type: ignore[import-not-found]  # its name in this process only

    zygote.main(*sys.argv[1:])
