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
import sys
from collections.abc import Iterator

from . import landlock
from .landlock import OF_A_FILE, READ, READ_DIR, RUN, TRUNCATE, WRITE_FILE

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
    wanted = {"/dev/null": READ | WRITE_FILE | TRUNCATE}
    wanted.update(dict.fromkeys(SHARED, READ))
    wanted.update(dict.fromkeys(_python_data(), READ))
    wanted.update(dict.fromkeys((*LIBRARIES, *_python_libraries(), *_interpreters()), RUN))
    found: dict[str, int] = {}
    for path, rights in wanted.items():
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
