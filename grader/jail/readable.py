"""What every run may read: this Python, its packages, and the system's libraries.

An allow-list of paths, gathered once from the running interpreter, with nothing
secret in it: these files are the same on every machine of their kind. The
course itself is kept out wherever it lies, also where it is installed among the
packages that a program imports.
"""

import functools
import glob
import os
import site
import struct
import sys
from collections.abc import Iterator

from . import landlock
from .landlock import OF_A_FILE, READ, READ_DIR, RUN, TRUNCATE, WRITE_FILE

PT_INTERP = 3
MOST_LINKS = 40  # on the way to a file, as many as the kernel follows

LIBRARIES = (
    "/usr/lib",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/gnu/store",
)
SHARED = (
    # time zones and languages
    "/usr/share/zoneinfo",
    "/usr/share/locale",
    "/etc/localtime",
    # the dynamic loader, and the number of processors
    "/etc/ld.so.cache",
    "/sys/devices/system/cpu/online",
    "/sys/devices/system/cpu/possible",
    # names of hosts and services
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/resolv.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
    # OpenSSL; never the folders beside them, which hold private keys
    "/etc/ssl/openssl.cnf",
    "/etc/ssl/certs",
    "/etc/ssl/cert.pem",
    "/usr/share/ca-certificates",
    "/etc/pki/tls/openssl.cnf",
    "/etc/pki/tls/certs",
    "/etc/pki/tls/cert.pem",
    "/etc/pki/ca-trust/extracted",
    "/etc/crypto-policies",
    # mimetypes opens each of those that exist, and does not expect a refusal
    "/etc/mime.types",
    "/etc/httpd/mime.types",
    "/etc/httpd/conf/mime.types",
    "/etc/apache/mime.types",
    "/etc/apache2/mime.types",
    "/usr/local/etc/httpd/conf/mime.types",
    "/usr/local/etc/mime.types",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)


def allow(ruleset: int) -> None:
    """Add `rules` to a ruleset of Landlock's."""
    for path, rights in rules():
        try:
            landlock.allow_path(ruleset, path, rights)
        except FileNotFoundError:
            pass  # it has gone since we looked


@functools.cache
def rules() -> tuple[tuple[str, int], ...]:
    """Gather (path, rights) of all that every run may read.

    A path that the rule of its folder covers has no rule of its own.
    """
    found: dict[str, int] = {}
    for path, rights in _wanted().items():
        path = os.path.realpath(path)
        if os.path.exists(path):
            found[path] = found.get(path, 0) | rights
    hidden = _course()
    kept: list[tuple[str, int]] = []
    for path in sorted(found):  # a folder comes before what is in it
        rights = found[path]
        if not any(is_below(path, above) and rights | more == more for above, more in kept):
            kept += _all_but(hidden, path, rights)
    return tuple(kept)


def _wanted() -> dict[str, int]:
    """Give the rights to each path that runs may read, by its usual name; it need not exist.

    Only this Python may be executed: a library is mapped, which needs no such right.
    """
    wanted = {"/dev/null": READ | WRITE_FILE | TRUNCATE}
    wanted.update(dict.fromkeys(SHARED, READ))
    wanted.update(dict.fromkeys((*_python_data(), *LIBRARIES, *_python_libraries()), READ))
    for interpreter in _interpreters():
        wanted[interpreter] = RUN
        if loader := _loader_of(interpreter):
            wanted[loader] = RUN
    return wanted


@functools.cache
def links() -> tuple[tuple[str, str], ...]:
    """Gather (path, target) of the symbolic links by which what runs may read is found."""
    found: dict[str, str] = {}
    for path in _wanted():
        _follow(path, found)
    folders = [path for path, _ in rules()]
    return tuple(
        (path, target)
        for path, target in sorted(found.items())
        if not any(is_below(path, folder) for folder in folders)
    )


def _follow(path: str, found: dict[str, str]) -> None:
    """Note the links that stand in the way of this path, with what each one says."""
    parts, real = path.split("/")[1:], ""
    for _ in range(MOST_LINKS):
        while parts and not os.path.islink(f"{real}/{parts[0]}"):
            name = parts.pop(0)
            real = os.path.dirname(real) if name == ".." else f"{real}/{name}" if name else real
        if not parts:
            return
        link = f"{real}/{parts.pop(0)}"
        target = found[link] = os.readlink(link)
        parts[:0] = target.split("/")
        if target.startswith("/"):
            real = ""


def _loader_of(interpreter: str) -> str | None:
    """Read which loader a program names (PT_INTERP of elf(5)): the kernel executes that as well.

    None for a program that needs none, or that is for another machine.
    """
    try:
        with open(interpreter, "rb") as file:
            head = file.read(64)
            if head[:5] != b"\x7fELF\x02":  # 64 bits, as all that the filter knows
                return None
            (table,) = struct.unpack_from("=Q", head, 32)
            size, count = struct.unpack_from("=HH", head, 54)
            for index in range(count):
                file.seek(table + index * size)
                kind, _, at, _, _, length = struct.unpack("=IIQQQQ", file.read(40))
                if kind == PT_INTERP:
                    file.seek(at)
                    return os.fsdecode(file.read(length).rstrip(b"\0"))
    except (OSError, struct.error):
        pass
    return None


def _interpreters() -> set[str]:
    """Give the paths of this interpreter: that of a venv, which may be a copy, and the original."""
    return {sys.executable or "/dev/null", getattr(sys, "_base_executable", None) or "/dev/null"}


def _python_libraries() -> Iterator[str]:
    """Yield the folders of the standard library and of the running interpreter's packages.

    The whole prefix is not allowed: it may be somebody's home, or the course's folder.
    """
    for prefix in {sys.base_prefix, sys.base_exec_prefix}:
        for name in {"lib", sys.platlibdir}:
            yield os.path.join(prefix, name)
    yield from site.getsitepackages([sys.prefix, sys.exec_prefix])
    if site.ENABLE_USER_SITE:
        yield site.getusersitepackages()


def _python_data() -> Iterator[str]:
    yield os.path.join(sys.prefix, "pyvenv.cfg")
    yield os.path.join(sys.base_prefix, "share", "zoneinfo")
    yield os.path.join(sys.base_prefix, "ssl")  # conda's certificates


def _course() -> str:
    """Give the folder that no program may read: the course's, or the package where installed."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    beside = os.path.dirname(package)
    installed = os.path.basename(beside) in ("site-packages", "dist-packages")
    return package if installed else beside


def _all_but(hidden: str, path: str, rights: int) -> list[tuple[str, int]]:
    """Make rules for a folder without the `hidden` one, which may lie somewhere in it.

    Landlock can only allow. So where `hidden` is inside, its neighbours are
    allowed one by one; the folders above it can be listed, as importing needs.
    """
    if not os.path.isdir(path):
        return [(path, rights & OF_A_FILE)]
    if path == hidden or not is_below(hidden, path):
        return [(path, rights)] if path != hidden else []
    kept = [(path, READ_DIR)]
    for neighbour in sorted(glob.glob(os.path.join(glob.escape(path), "*"))):
        if not os.path.islink(neighbour):
            kept += _all_but(hidden, neighbour, rights)
    return kept


def is_below(path: str, folder: str) -> bool:
    """Tell whether the path is that folder or something in it; both are real paths."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")
