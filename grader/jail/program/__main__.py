"""Runs a program where there is no fork.

    __main__.py MARK script|module STACKS BOUNDS PATH [ARGUMENT ...]

An interpreter of its own becomes the program. How far it has come it says in lines
on its standard error that begin with MARK; "begun" is the last of them, and what
comes after it is the program's. STACKS is a signal and a descriptor, `41,5`, for
`script.show_stacks`, or nothing. BOUNDS are the modules that are out of bounds for a script and,
after a slash, those that are fine all the same: `email,http.client/email.utils`.
"""

import os
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))


def load() -> None:
    """Make `program` importable, for `main`."""
    package = types.ModuleType("program")
    package.__path__ = [HERE]
    sys.modules["program"] = package


def main(mark: str, mode: str, stacks: str, bounds: str, path: str, *arguments: str) -> None:
    """Become the program at `path`, and never return. Raises OSError if it cannot be read."""
    from program import script  # type: ignore[import-not-found]  # its name in this process only

    def tell(stage: str) -> None:
        os.write(2, f"{mark} {stage}\n".encode())

    path = os.path.abspath(path)
    if mode == "module":
        from program import calls
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != HERE]
    script.leave_the_course()
    if stacks:
        script.show_stacks(*map(int, stacks.split(",")))
    for name in [name for name in sys.modules if name.partition(".")[0] == "program"]:
        del sys.modules[name]
    if mode == "script":
        script.open_standard_streams()
        modules = ([*filter(None, part.split(","))] for part in bounds.split("/"))
        script.run(path, arguments, tell, *modules)
    # Standard input and output are the channel here; prints go with the errors.
    receiving, sending = os.dup(0), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    script.open_standard_streams()
    calls.answer_calls(
        path, open(receiving, "rb", buffering=0), open(sending, "wb", buffering=0), tell
    )


if __name__ == "__main__":
    load()
    main(*sys.argv[1:])
