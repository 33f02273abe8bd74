"""A small model of the runner of GitHub Actions: the commands that it takes from a log.

After its ActionCommand.cs and ActionCommandManager.cs. A command is a line that begins
with `::`, after blanks of any kind; in the old form it is `##[name]` anywhere in a line.
"""

import re
from dataclasses import dataclass

REGISTERED = {
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
}
DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [*DATA[:2], ("%3A", ":"), ("%2C", ","), DATA[2]]


@dataclass
class Command:
    name: str
    properties: dict
    data: str


def commands(log):
    """The commands that the runner obeys, in order; one for each resumption as well."""
    token, obeyed = None, []
    for line in re.split(r"\r\n|\n|\r", log):
        names = REGISTERED | ({token} if token else set())
        command = _of_today(line, names) or _of_old(line, names)
        if command and token is None:
            obeyed.append(command)
            token = command.data if command.name == "stop-commands" else None
        elif command and command.name == token:
            obeyed.append(Command("resume", {}, ""))
            token = None
    return obeyed


def _of_today(line, names):
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    name, _, properties = line[2:end].partition(" ")
    return _command(names, name, properties.strip().split(","), PROPERTY, line[end + 2 :])


def _of_old(line, names):
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name, _, properties = line[start + 3 : end].partition(" ")
    return _command(names, name, properties.split(";"), PROPERTY, line[end + 1 :])


def _command(names, name, pairs, escapes, data):
    if name.lower() not in names:
        return None
    properties = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    shown = {key: _plain(value, escapes) for key, value in properties.items()}
    return Command(name.lower(), shown, _plain(data, DATA))


def _plain(text, escapes):
    for code, character in escapes:
        text = text.replace(code, character)
    return text
