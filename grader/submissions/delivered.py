"""Reads the names that learning platforms give to what they deliver of a class.

Moodle, one folder a learner, or one file where folders are switched off:

    Ada Lovelace_12345_assignsubmission_file_/hello.zip
    Ada Lovelace_12345_assignsubmission_onlinetext_/onlinetext.html
    Ada Lovelace_12345_assignsubmission_file_hello.zip

12345 is the participant, as in the `Identifier` of the grading worksheet; where names are
hidden, all are called `Participant`. (`assign::download_submissions` in mod/assign/locallib.php)

Canvas, all files of all learners in one folder:

    lovelaceada_12345_67890_hello.zip
    lovelaceada_LATE_12345_67890_tcp_server-1.py
    lovelaceada_12345_text.html
    anon_x7Bq2_67890_hello.zip

It is the sortable name in small letters and without signs, the `ID` in the gradebook, the
number of the file and its name, which gets `-1` when it had been uploaded before.
(lib/content_zipper.rb and Attachment.make_unique_filename of canvas-lms)
"""

import re
from dataclasses import dataclass

from grader.course import layout

# The platform's words stand first: what a learner called a file may look like them. Moodle has
# no underscore in a name (it makes spaces of them), so none of Canvas is taken for one of its own.
MOODLE = re.compile(
    r"(?P<name>[^_]+)_(?P<user>\d+)_assignsubmission_(?P<plugin>file|onlinetext)_?(?P<rest>.*)",
    re.DOTALL,
)
CANVAS = re.compile(
    r"(?:(?P<name>\w+?)_(?:LATE_)?(?P<user>\d+)|(?:LATE_)?anon_(?P<anon>[^\W_]+))_"
    r"(?:(?P<file>\d+)_(?P<rest>.+)|(?P<page>(?:text|link)\.html))",
    re.DOTALL,
)
AGAIN = re.compile(r"(?P<name>\w+)-(?P<number>\d+)\.py")
NAMED = re.compile(r"(?P<owner>.+) \((?P<number>\w+)\)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A file or folder that a platform has delivered for one learner."""

    owner: str  # "Ada Lovelace (12345)"
    name: str  # that the learner gave it; of a folder, nothing
    upload: tuple[int, int]  # a later one is greater
    is_work: bool = True  # and no page of text


def piece(name: str) -> Piece | None:
    """Read the name of a file or folder; None for one that no platform has made."""
    if found := MOODLE.fullmatch(name):
        owner = f"{found['name'].strip()} ({found['user']})"
        return Piece(owner, found["rest"], (0, 0), found["plugin"] == "file")
    if found := CANVAS.fullmatch(name):
        owner = f"{found['name']} ({found['user']})" if found["name"] else f"anon ({found['anon']})"
        if found["page"]:
            return Piece(owner, found["page"], (0, 0), False)
        own, number = _without_number(found["rest"])
        return Piece(owner, own, (number, int(found["file"])))
    return None


def owner_and_number(name: str) -> tuple[str, str] | None:
    """Take the name of a learner apart that a platform has delivered; None for any other."""
    found = NAMED.fullmatch(name)
    return (found["owner"], found["number"]) if found else None


def _without_number(name: str) -> tuple[str, int]:
    """Give a program its own name back, and tell how many times it had been uploaded before."""
    again = AGAIN.fullmatch(name)
    if again and again["name"] in layout.ORDER:
        return f"{again['name']}.py", int(again["number"])
    return name, 0
