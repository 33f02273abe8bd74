"""Lures: what a path may try to get out of the folder that a learner's web server serves.

Secrets lie where the program could read them. None of their bytes may come, whatever it answers.
"""

import re
import urllib.parse
from dataclasses import dataclass

from grader.failures.errors import ConnectionEnded, Failure, NothingCame, Unseen
from grader.i18n import gettext, gettext_noop
from grader.scratch import Link
from grader.subjects.site_server import RULE, SiteServer
from grader.subjects.words import Word
from grader.text import shown_bytes

ZERO_BYTE = "%00"
FOLDER = "inner"  # below ROOT, with a file in it
PASSWD = re.compile(rb"root:[^:\n]*:0:0:")

DECODED_LATE = gettext_noop(
    "With .. itself that file did not come, and by this path, which has escapes, it did: decode all of the path first, and then look where it leads."
)
PLAIN = gettext_noop(
    ".. in the path leads to the folder above, and your program goes there, too. The first hint of this check asks where such a path ends."
)
ABSOLUTE = gettext_noop(
    "os.path.join(ROOT, path) is the path alone, if that begins with /: so does Path(ROOT) / path."
)
SIBLING = gettext_noop(
    "The path begins with the same letters as ROOT, and is a folder beside it: compare whole folders, as Path.is_relative_to does, or with a / after ROOT."
)
ONCE_CLEANED = gettext_noop(
    "What is left when ../ is taken out of it is a ../ again: ask where the whole path leads, and take nothing out."
)
TWICE = gettext_noop(
    "It decodes the escapes twice: %25 is a %, and what then stands there is no escape."
)
AS_IT_IS = gettext_noop("It opens the path as it is, and not below ROOT.")
BY_LINK = gettext_noop(
    "The link lies below ROOT, and the file that it leads to does not: look where all of the path leads that is opened. realpath() and Path.resolve() follow links, abspath() and normpath() do not."
)


@dataclass(frozen=True)
class Lure:
    """A target that leads to a secret; `{folder}` in it is the path of the run's folder."""

    told: str
    target: str
    means: str

    def in_folder(self, folder: str) -> str:
        """Give the target for a run in this folder."""
        quoted = urllib.parse.quote(folder, safe="")
        return self.target.replace("{folder}", folder).replace("{quoted}", quoted)


@dataclass(frozen=True)
class Lures:
    """The lures of a check, and the secrets that they lead to."""

    secrets: tuple[bytes, ...]
    all: tuple[Lure, ...]


def by_path(server: SiteServer, word: Word) -> Lures:
    """Put secrets beside ROOT, and give the paths that lead there."""
    secret, sibling = f"{word(8)}.txt", f"{server.root}-old/{word(8)}.txt"
    secrets = _put_secrets(server, word, secret, sibling)
    whole = f"{{folder}}/{secret}"
    return Lures(
        secrets,
        (
            Lure("..", f"/../{secret}", PLAIN),
            Lure(gettext(".. in a folder"), f"/{FOLDER}/../../{secret}", PLAIN),
            Lure(gettext("an absolute path"), whole, AS_IT_IS),
            Lure(gettext("an absolute path"), f"/{whole}", ABSOLUTE),
            Lure("%2e%2e", f"/%2e%2e/{secret}", DECODED_LATE),
            Lure("%2E%2E", f"/{FOLDER}/%2E%2E/.%2E/{secret}", DECODED_LATE),
            Lure("..%2f", f"/..%2f{secret}", DECODED_LATE),
            Lure(gettext("an absolute path with %2f"), f"/{{quoted}}%2F{secret}", ABSOLUTE),
            Lure(gettext("the name of a folder beside ROOT"), f"/../{sibling}", SIBLING),
            Lure(gettext("the name of a folder beside ROOT"), f"/%2e%2e/{sibling}", SIBLING),
            Lure("....//", f"/....//{secret}", ONCE_CLEANED),
            Lure("..././", f"/..././{secret}", ONCE_CLEANED),
            Lure("%252e%252e", f"/%252e%252e/{secret}", TWICE),
            Lure(gettext(".. and a zero byte"), f"/../{secret}{ZERO_BYTE}.html", PLAIN),
            Lure("..", "/.." * 12 + "/etc/passwd", PLAIN),
            Lure(gettext("an absolute path"), "//etc/passwd", ABSOLUTE),
        ),
    )


def by_link(server: SiteServer, word: Word) -> Lures:
    """Put secrets beside ROOT, links to them into it, and give the paths of the links."""
    secret, folder = f"{word(8)}.txt", word(8)
    secrets = _put_secrets(server, word, secret, f"{folder}/{secret}")
    relative, absolute, step, outer, inner, index = (word(8) for _ in range(6))
    server.place_beside(
        {
            f"{server.root}/{relative}.txt": Link(f"../{secret}"),
            f"{server.root}/{absolute}.txt": Link(secret, from_top=True),
            f"{server.root}/{step}.txt": Link(f"{absolute}.txt"),
            f"{server.root}/{outer}": Link(f"../{folder}"),
            f"{server.root}/{FOLDER}/{inner}": Link(folder, from_top=True),
            f"{server.root}/{index}/index.html": Link(f"../../{secret}"),
        }
    )
    return Lures(
        secrets,
        (
            Lure(gettext("a link to a file"), f"/{relative}.txt", BY_LINK),
            Lure(gettext("a link to a file, with its absolute path"), f"/{absolute}.txt", BY_LINK),
            Lure(gettext("a link to another link"), f"/{step}.txt", BY_LINK),
            Lure(gettext("a link to a folder"), f"/{outer}/{secret}", BY_LINK),
            Lure(gettext("a link to a folder"), f"/{FOLDER}/{inner}/{secret}", BY_LINK),
            Lure(gettext("an index.html that is a link"), f"/{index}/", BY_LINK),
        ),
    )


def _put_secrets(server: SiteServer, word: Word, *names: str) -> tuple[bytes, ...]:
    """Put files that nobody may see into the run's folder, and one that everybody may below ROOT."""
    secrets = tuple(word(24).encode() for _ in names)
    server.place_beside(dict(zip(names, secrets, strict=True)))
    server.publish({f"{FOLDER}/open.txt": word(20).encode()})
    return secrets


def expect_no_leak(server: SiteServer, lures: Lures) -> None:
    """Demand that no byte of a secret comes by any of these lures.

    Raises Failure, or Unseen where the secrets lie in the folder that the program serves.
    """
    if server.ignores_root:
        raise Unseen(RULE)
    for lure in lures.all:
        target = lure.in_folder(server.folder)
        came = _what_comes(server, target)
        if PASSWD.search(came) or any(secret in came for secret in lures.secrets):
            raise Failure(
                gettext("Your program served a file outside ROOT ({how}).", how=lure.told),
                expected=gettext(
                    "no byte of that file, whatever {request} asks", request=f"GET {target}"
                ),
                received=shown_bytes(came, 200),
                diagnosis=gettext(lure.means),
            )


def _what_comes(server: SiteServer, target: str) -> bytes:
    """Ask for it, and give what comes, if anything does before the connection ends.

    A zero byte may be met with silence: what else comes of it than a leak is not judged.
    """
    try:
        return server.ask(target, exactly=True).raw
    except ConnectionEnded:
        return b""
    except NothingCame:
        if ZERO_BYTE not in target:
            raise
        return b""
