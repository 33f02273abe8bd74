"""What a section has to teach and how a ladder climbs: each thing that lacks is one line."""

import pytest

from grader.course import lessons, lint
from grader.course.checks import Check

SECTION = """\
## clock.py HOST PORT

*About 30 minutes. You need: functions, `print`. New words: socket 套接字,
port 端口.*

**After this you can**

- say what a clock is;
- say what
  time it is.

It tells the time.

### The idea

A clock is a house.

```text
client  ---- what time is it? --->  server
```

The client asks, and the server answers.

### A worked example

```python
# bell.py: rings once
### Rules
print("ding")
```

### Predict, then check

1. What comes?

   ```sh
   python bell.py
   ```

   <details><summary>Answer</summary>

   `ding`

   </details>

2. And then?
   <details><summary>Answer</summary> Nothing. </details>

3. And then?
   <details><summary>Answer</summary> Nothing. </details>

### Steps

1. **Listen.** Write it. Earns `listens`.

   ```sh
   python clock.py
   ```

2. **Answer.** Write it. Earns `answers`,
   `ends`.

A good day's work ends here.

### Rules

| rule | check | points |
| --- | --- | --- |
| It listens on HOST and PORT. | `listens` | 5 |
| `now(a \\| b)` is the time. | `answers` | 10 |
| It ends (at last.) | `ends` | 5 |

### Many people think

- *"A clock ticks."* No: it waits.
- *"It is late."* No.
- *"It is early."* No.

### Stuck?

- **It hangs.** Wait.
- **It ends.** Start it.
- **It stays.** Stop it.

### Now you know

- A clock tells the time.
- One socket listens.
- The other one
  speaks.

**Say it back.**

1. What?
2. Who?
3. When?

<details><summary>Answers</summary>

1. This.

</details>

**In real software.** Clocks.

**Read on.** [RFC 868](https://www.rfc-editor.org/rfc/rfc868).

## Another page

Is free.
"""
LADDER = (
    "Which call waits?",
    "Look at `accept` of `s`.",
    "`door.listen()`, then `a = door.accept()`.",
)
CHECKS = [
    Check(name, points, (), name.title(), tuple(f"{rung} ({name})" for rung in LADDER), (), None)
    for name, points in (("listens", 5), ("answers", 10), ("ends", 5))
]


def findings(text, has_steps=True):
    found = [each for each in lessons.sections(text) if each.program == "clock"]
    return list(lint.section(found[0], CHECKS, has_steps=has_steps))


def test_sound_section():
    assert findings(SECTION) == []


def test_what_is_read_of_it():
    (section,) = (each for each in lessons.sections(SECTION) if each.program)
    assert [rule.points for rule in lessons.rules(section)] == [5, 10, 5]
    assert [step.checks for step in lessons.steps(section)] == [("listens",), ("answers", "ends")]
    assert lessons.last_words(section)[1:] == ("One socket listens.", "The other one speaks.")
    assert [each.title for each in lessons.sections(SECTION)] == [
        "",
        "clock.py HOST PORT",
        "Another page",
    ]


WRONG = [
    ("*About 30", "*Takes 30", "begin with a paragraph in italics, “*About"),
    ("You need: ", "Needs: ", "its first paragraph does not say “You need: …”"),
    ("New words: ", "Words: ", "its first paragraph does not say “New words: …”"),
    ("套接字,\nport 端口", "one", "give the new words of its first paragraph in Chinese as well"),
    ("- say what a clock is;\n", "", "put 2 or 3 bullets below “**After this you can**” (1 are"),
    ("**After this you can**", "**Goals**", "bullets below “**After this you can**” (0 are there)"),
    ("### The idea", "### Idea", "it lacks the part “### The idea”"),
    ("### Steps", "### Stages", "it lacks the part “### Steps”"),
    ("### Stuck?", "### Steps", "“### Steps” is there twice"),
    (
        "```text\nclient",
        "```\nclient",
        "“The idea”: draw the exchange in a fenced block of the kind",
    ),
    ("The client asks, and the server answers.", "", "“The idea”: tell its drawing in a paragraph"),
    ("```python", "```text", "“A worked example”: show a program in a fenced block"),
    (
        "\n2. And then?",
        "\nAnd then?",
        "“Predict, then check”: ask at least 3 numbered questions (2",
    ),
    ("<details><summary>Answer</summary> N", "N", "fold the answer to question 2: <details>"),
    ("Earns `listens`.", "", "“Steps”: say at the end of step 1 which checks it earns"),
    ("Earns `listens`", "Earns `ends`", "“Steps”: put the check `ends` into exactly one step (2 h"),
    ("Earns `listens`", "Earns `list`", "“Steps”: there is no check `list`"),
    (
        "| `listens` | 5 |",
        "| 5 |",
        "“Rules”: write each row as | rule | `check` | points |, and not",
    ),
    (
        "| `listens` | 5 |",
        "| `ends` | 5 |",
        "“Rules”: put the check `listens` into exactly one row",
    ),
    ("| `listens` | 5 |", "| `listen` | 5 |", "“Rules”: there is no check `listen`"),
    ("| `listens` | 5 |", "| `listens` | 4 |", "“Rules”: `listens` has 5 points, and not 4"),
    (
        "It listens on",
        "… and listens on",
        "“Rules”: write the rule of `listens` as whole sentences",
    ),
    ("It listens on", "it listens on", "“Rules”: write the rule of `listens` as whole sentences"),
    ("HOST and PORT. |", "HOST and PORT |", "write the rule of `listens` as whole sentences"),
    (
        '- *"It is late."* No.\n',
        "",
        "“Many people think”: list at least 3 misconceptions (2 are there)",
    ),
    ("- **It hangs.** Wait.\n", "", "“Stuck?”: list at least 3 symptoms (2 are there)"),
    ("- One socket listens.\n", "", "“Now you know”: begin with exactly 3 bullets (2 are there)"),
    (
        "One socket",
        f"{'One ' * 26}socket",
        "is one sentence of at most 110 characters, without a link: O",
    ),
    (
        "One socket",
        "[One](x) socket",
        "is one sentence of at most 110 characters, without a link: [O",
    ),
    (
        "**Say it back.**",
        "**Say it.**",
        "“Now you know”: go on with “**Say it back.**”, “**In real",
    ),
    ("1. What?\n", "", "ask at least 3 numbered questions in “Say it back”, and fold the answers"),
    ("<details><summary>Answers", "<details>", "in “Say it back”, and fold the answers"),
    (
        "https://www.rfc-editor.org/rfc/",
        "https://example.org/",
        "“Now you know”: link an RFC at http",
    ),
]


@pytest.mark.parametrize("old, new, says", WRONG)
def test_what_a_section_lacks(old, new, says):
    assert old in SECTION
    found = findings(SECTION.replace(old, new, 1))
    assert [line for line in found if says in line], found


def test_parts_in_another_order():
    text = SECTION.replace("### Stuck?", "### X").replace("### The idea", "### Stuck?")
    assert "its parts stand in another order" in findings(text.replace("### X", "### The idea"))[0]


def test_first_unit_needs_no_steps_but_those_that_are_there_are_right():
    start, end = SECTION.index("### Steps"), SECTION.index("### Rules\n\n|")
    assert findings(SECTION[:start] + SECTION[end:], has_steps=False) == []
    wrong = findings(SECTION.replace("Earns `listens`", "Earns `ends`"), has_steps=False)
    assert [line for line in wrong if line.startswith("“Steps”")]


def test_parts_between_the_named_ones_are_free():
    assert findings(SECTION.replace("### Rules\n\n|", "### Sizes\n\nOne.\n\n### Rules\n\n|")) == []


# ------------------------------------------------------------------ ladders


def test_sound_ladders():
    assert list(lint.ladders(CHECKS)) == []


@pytest.mark.parametrize(
    "rungs, says",
    [
        (LADDER[:2], "has 2 of at least 3 hints"),
        ((), "has 0 of at least 3 hints"),
        (("It waits.", *LADDER[1:]), "has a first hint that asks nothing"),
        (
            ("`s.bind((h, p))`?", *LADDER[1:]),
            "shows code before its last hint: `s.bind((h, p))` in hint 1",
        ),
        ((*LADDER[:2], "Write it."), "has a last hint without code in backticks"),
        ((*LADDER[:2], "Write `accept`."), "has a last hint without code in backticks"),
        (("Is it a = door.accept()?", *LADDER[1:]), "gives its last hint away in an earlier one"),
    ],
)
def test_ladder_that_does_not_climb(rungs, says):
    assert [line for line in lint.ladder(rungs) if says in line]


def test_rungs_that_are_shared():
    twin = Check("twin", 1, (), "Twin", CHECKS[0].hints, (), None)
    assert "listens and twin share a hint" in next(lint.ladders([*CHECKS, twin]))


@pytest.mark.parametrize(
    "name", ["recv", "recv(4)", 'b""', "text.upper()", "Content-Length", "data="]
)
def test_names_and_values_are_no_code(name):
    assert not lint.is_code(name)


@pytest.mark.parametrize(
    "code", ["a = b", "x=1", "ID ADD N", 's.send(b"hi")', "f(g(x))", "s.bind((h,p))"]
)
def test_code_is_code(code):
    assert lint.is_code(code)
