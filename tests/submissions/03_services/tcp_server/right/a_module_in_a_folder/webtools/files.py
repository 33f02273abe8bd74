import mimetypes
import os
import urllib.parse


class Folder:
    """Files below one folder."""

    def __init__(self, root):
        self.root = os.path.realpath(root)

    def open(self, target):
        """(bytes, type), or None."""
        path, _, query = target.partition("?")
        parts = [urllib.parse.unquote(part) for part in path.split("/")]
        if parts[-1] == "":
            parts[-1] = "index.html"
        if any(p in (".", "..") or "/" in p or "\0" in p for p in parts):
            return None
        name = os.path.realpath(os.path.join(self.root, *[p for p in parts if p]))
        if os.path.commonpath([self.root, name]) != self.root:
            return None
        try:
            with open(name, "rb") as f:
                return f.read(), mimetypes.guess_type(name)[0] or "application/octet-stream"
        except OSError:
            return None
