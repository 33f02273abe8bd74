"""The course in another language: its pages, its catalogs, and a report in which nothing is English."""

import re

import pytest

from grader import i18n
from grader.course import layout, lessons, translations, words
from grader.course.layout import Target

SERVER = Target("01_hello", "tcp_server")


@pytest.fixture
def chinese():
    with i18n.speaking("zh"):
        yield


# ------------------------------------------------------------------ pages


@pytest.mark.parametrize("target", layout.everything(), ids=str)
def test_lesson_is_the_same_in_chinese(target):
    english = lessons.of(target)
    with i18n.speaking("zh"):
        own = lessons.of(target)
    assert own and english and own.opening != english.opening
    assert [rule.check for rule in lessons.rules(own)] == [
        rule.check for rule in lessons.rules(english)
    ]
    assert [step.checks for step in lessons.steps(own)] == [
        step.checks for step in lessons.steps(english)
    ]
    assert len(lessons.last_words(own)) == 3


def test_pages_are_those_of_the_language(chinese):
    assert layout.title("01_hello") == "你好，网络"
    then = words.lesson(Target("01_hello", "udp_client")).then
    assert "assignments/bridges/http_by_hand.zh.md" in then


def test_page_that_is_not_translated_is_the_english_one(chinese, tmp_path, monkeypatch):
    (tmp_path / "01_hello").mkdir()
    (tmp_path / "01_hello" / "README.md").write_text("# Hello\n\n## tcp_server.py\n", "utf-8")
    monkeypatch.setattr(layout, "ASSIGNMENTS", tmp_path)
    assert layout.title("01_hello") == "Hello"
    assert lessons.of(SERVER).title == "tcp_server.py"


ENGLISH = """# A page

**English** · [other](README.zh.md)

## clock.py PORT

*About five minutes.* It calls `recv` and `send`.

### Rules

| what | check | points |
| --- | --- | --- |
| It answers. | `answers` | 20 |

### Steps

1. Answer.
   Earns `answers`.

### A worked example

```python
# clock.py: tells the time
def now():
    \"\"\"Say it.\"\"\"
    return "now"  # it is
```

```sh
ls
```

```text
output
```
"""
CHINESE = """# 一页

[English](README.md) · **简体中文**

## clock.py PORT

*大约五分钟。* 它调用 `send` 和 `recv`。

### 规则

| 什么 | 检查 | 分数 |
| --- | --- | --- |
| 它回答。 | `answers` | 20 |

### 步骤

1. 回答。
   得分：`answers`。

### 完整示例

```python
# clock.py: 报时
def now():
    \"\"\"说。\"\"\"
    return "now"  # 现在
```

```sh
ls
```

```text
output
```
"""


def test_pages_of_the_same_shape_agree_once_they_are_stamped():
    page = translations.stamped(ENGLISH, CHINESE)
    assert page.count("<!-- en: ") == 2
    assert "简体中文\n<!-- en" in page.replace("**", "") and "PORT\n<!-- en" in page
    assert list(translations.compared(ENGLISH, page)) == []
    assert translations.stamped(ENGLISH, page) == page


def test_section_is_older_than_its_english_until_somebody_has_looked():
    page = translations.stamped(ENGLISH, CHINESE)
    newer = ENGLISH.replace("five minutes", "six minutes")
    older = ["clock.py PORT: it is older than its English"]
    assert list(translations.compared(newer, page)) == older
    assert list(translations.compared(newer, translations.stamped(newer, page))) == older
    looked_at = re.sub("PORT\n<!--.*-->\n", "PORT\n", page)
    assert list(translations.compared(newer, translations.stamped(newer, looked_at))) == []


@pytest.mark.parametrize(
    "old, new, says",
    [
        ("## clock.py PORT", "## clock.py 端口", "its heading has to stay “clock.py PORT”"),
        ("### 步骤", "### 别的", "its parts have to be, in this order: Rules, Steps, A worked"),
        ("## clock.py PORT", "## 一节\n\n## clock.py PORT", "it has 3 sections, and the English"),
        ("| 20 |", "| 10 |", "its rules have other checks or points"),
        ("得分：`answers`", "`answers`", "its steps earn other checks"),
        ("`recv`", "它", "it lacks the code `recv`"),
        ("`recv`", "`recv`、`recv`", "it has the code `recv` more often than the English"),
        ('return "now"', 'return "no"', "a block is another one than in English: # clock.py"),
        ("# clock.py: 报", "# watch.py: 报", "a block is another one than in English: # watch"),
        ("```text\noutput", "```text\n输出", "a block is another one than in English: 输出"),
        ("```sh\nls", "```python\nls", "“A worked example”: its fenced blocks are of other kinds"),
        ("1. 回答。", "- 回答。\n\n1. 回答。", "it has (rows of tables, items of lists, folded"),
    ],
)
def test_what_is_another_than_in_english_is_seen(old, new, says):
    assert old in CHINESE
    page = translations.stamped(ENGLISH, CHINESE).replace(old, new)
    findings = list(translations.compared(ENGLISH, page))
    assert len(findings) == 1 and says in findings[0], findings


def test_drawing_of_wide_characters_fits_into_a_terminal():
    draw = "## a\n\n```text\n{}\n```\n"
    page = translations.stamped(draw.format("a"), "[English]\n" + draw.format("图" * 40))
    assert [each for each in translations.compared(draw.format("a"), page) if "wider" in each]
    page = page.replace("图" * 40, "图" * 39)
    assert list(translations.compared(draw.format("a"), page)) == []
