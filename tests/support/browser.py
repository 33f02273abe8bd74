"""Chromium for the tests: a page is opened in it, and what its scripts found is read."""

import base64
import json
import shutil
import subprocess

import pytest

# A page that opens another one in a frame of a width, and tells what a script finds there.
LOOKING = """<!doctype html><meta charset="utf-8"><body>
<iframe src="{page}" style="width: {width}px; height: 900px; border: 0"></iframe><script>
onload = async () => {{
  const inner = document.querySelector("iframe").contentWindow, page = inner.document;
  let found;
  try {{ found = await (async () => {{ {script} }})(); }} catch (error) {{ found = String(error); }}
  tell(found);
}};
{tell}
</script>"""
TELL = """function tell(found) {
  const told = btoa(unescape(encodeURIComponent(JSON.stringify(found))));
  document.body.textContent = "RESULTS" + told + "RESULTS";
}"""


def chromium():
    """The command, or the test is skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None) or pytest.skip("needs Chromium")


def told(text, folder):
    """What a page of this text hands to `tell`, which it has to define as in `TELL`."""
    page = folder / "telling.html"
    page.write_text(text, encoding="utf-8")
    words = [
        chromium(),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--allow-file-access-from-files",
        "--virtual-time-budget=30000",
        "--window-size=1600,1000",
        f"--user-data-dir={folder / 'profile'}",
        "--dump-dom",
        page.as_uri(),
    ]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=120)
    return json.loads(base64.b64decode(done.stdout.split("RESULTS")[-2]))


def looked_at(page, width, script, folder):
    """What a script returns that looks at a page (`page`, in its window `inner`) in a frame."""
    return told(LOOKING.format(page=page.as_uri(), width=width, script=script, tell=TELL), folder)
