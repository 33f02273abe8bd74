"""The plain-subprocess path: `program/__main__.py script|module PATH [ARGUMENT ...]`."""

import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main(mode, path, *arguments):
    """Become the program at `path`: never returns."""
    from program import calls, script

    path = os.path.abspath(path)
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != HERE]
    for name in ("program", "program.calls", "program.script"):
        del sys.modules[name]
    if mode == "script":
        script.open_standard_streams()
        script.run_script(path, arguments)
    # Standard input and output are the channel here; prints go with the errors.
    receiving, sending = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    script.open_standard_streams()
    calls.answer_one_call(
        path, open(receiving, "rb", buffering=0), open(sending, "wb", buffering=0)
    )


if __name__ == "__main__":
    spec = importlib.util.spec_from_file_location(
        "program", os.path.join(HERE, "__init__.py"), submodule_search_locations=[HERE]
    )
    sys.modules["program"] = importlib.util.module_from_spec(spec)
    main(*sys.argv[1:])
