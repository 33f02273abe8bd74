"""The course in another language: its pages, its catalogs, and a report in which nothing is English."""

import ast
import contextlib
import functools
import re
import string
from collections import Counter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from markdown_it import MarkdownIt

from conftest import ROOT
from grader import i18n
from grader.course import layout, lessons, translations, words
from grader.course.layout import Target
from grader.failures import errors
from grader.locale import __main__ as catalogs

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


def starred(page):
    """The texts of a page in which a star is shown that was to make something bold or italic."""
    inline = (each for each in MarkdownIt().enable("table").parse(page) if each.type == "inline")
    texts = (child for each in inline for child in each.children or () if child.type == "text")
    return [text.content for text in texts if "*" in text.content]


@pytest.mark.parametrize("page", sorted(layout.ASSIGNMENTS.rglob("*.md")), ids=lambda p: p.name)
def test_what_is_bold_is_bold(page):
    """A mark after a full stop ends nothing where a Chinese word follows it at once."""
    assert starred(page.read_text(encoding="utf-8")) == []


def test_star_that_is_shown_is_seen():
    assert starred("**思路。**服务器等待。") == ["**思路。**服务器等待。"]
    assert starred("**思路。** 服务器等待。`*`") == []


# ------------------------------------------------------------------ catalogs

CATALOGS = [(domain, name) for name in i18n.LANGUAGES[1:] for domain in catalogs.DOMAINS]


def fields(text):
    """The names of the fields of a message; a text that no format() can read has none."""
    with contextlib.suppress(ValueError):
        return Counter(name for _, name, _, _ in string.Formatter().parse(text) if name)
    return Counter()


def texts(value):
    return [value] if isinstance(value, str) else list(value)


@functools.cache
def fresh(domain, language):
    """The catalog as the code and the checks of now make it."""
    return catalogs.catalog(domain, language)


@functools.cache
def kept(domain, language):
    with catalogs.file(domain, language).open("rb") as stream:
        return read_po(stream, locale=language)


@pytest.mark.parametrize("domain, language", CATALOGS)
def test_every_message_is_translated(domain, language):
    assert catalogs.untranslated(fresh(domain, language)) == []


@pytest.mark.parametrize("domain, language", CATALOGS)
def test_catalog_has_what_is_said_and_nothing_else(domain, language):
    said = {texts(entry.id)[0] for entry in fresh(domain, language) if entry.id}
    there = [texts(entry.id)[0] for entry in kept(domain, language) if entry.id]
    assert (said - set(there), set(there) - said) == (set(), set())
    assert not [entry.id for entry in kept(domain, language) if entry.id and entry.fuzzy]


@pytest.mark.parametrize("language", i18n.LANGUAGES[1:])
def test_translation_has_the_fields_of_its_message(language):
    for entry in kept("messages", language):
        for translation in texts(entry.string) if entry.id else []:
            assert fields(translation) == fields(texts(entry.id)[-1]), entry.id


@pytest.mark.parametrize("domain, language", CATALOGS)
def test_compiled_catalog_is_that_of_the_text(domain, language):
    """Their heads may differ: they name the version of Babel that wrote them."""
    with catalogs.file(domain, language).with_suffix(".mo").open("rb") as stream:
        compiled = read_mo(stream)
    assert spoken(compiled) == spoken(kept(domain, language))


def spoken(catalog):
    """Each message of a catalog with its translation, without the head."""
    return {tuple(texts(entry.id)): texts(entry.string) for entry in catalog if entry.id}


# ------------------------------------------------------------------ the environment


@pytest.mark.parametrize(
    "environment, language",
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "ZH_cn"}, "zh"),
        ({"LANG": "zha_CN"}, "en"),  # Zhuang
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "zh"}, "en"),
        ({"LANGUAGE": "zh"}, "en"),
    ],
)
def test_language_is_the_one_that_the_environment_prefers(environment, language):
    assert i18n.preferred(environment) == language


@pytest.mark.parametrize("name", ["", "fr", "zh_CN", "ZH"])
def test_language_that_is_not_known_is_not_spoken(name):
    with pytest.raises(ValueError, match=re.escape(f"{name!r} is none of en, zh")):
        i18n.use(name)
    assert i18n.language() == "en"


# ------------------------------------------------------------------ what is said in the code

GRADER = ROOT / "grader"
# What runs on any Python, or on the other side of the wall
IN_ENGLISH = {"__main__.py", "prerequisites.py", "jail", "template"}
TELLING = {name for name, thing in vars(errors).items() if isinstance(thing, type)}
TOLD = {"message", "diagnosis", "help", "description"}  # keywords of any call
STEPS = {"step", "remark"}
WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}")


def untold(call):
    """The texts of a call that are shown to people, and have not gone through the catalogs."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    is_method = isinstance(call.func, ast.Attribute)
    shown = [*call.args] if name in TELLING or (is_method and name in STEPS) else []
    shown += [word.value for word in call.keywords if word.arg in TOLD]
    return [ast.unparse(text) for each in shown for text in plain(each) if WORDS.search(said(text))]


def plain(node):
    """The texts that an expression may give, but for what a call gives."""
    if isinstance(node, ast.JoinedStr | ast.Constant):
        yield node
    elif isinstance(node, ast.IfExp | ast.BoolOp | ast.BinOp):
        for child in ast.iter_child_nodes(node):
            yield from plain(child)


def said(node):
    """The words of a text without its fields."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "{}".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def unsaid(source):
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [text for call in calls for text in untold(call)]


def test_what_is_shown_goes_through_the_catalogs():
    for path in GRADER.rglob("*.py"):
        if not IN_ENGLISH.intersection(path.relative_to(GRADER).parts):
            assert unsaid(path.read_text(encoding="utf-8")) == [], path


@pytest.mark.parametrize(
    "line",
    [
        'raise Mismatch(f"It is {a} or so.")',
        'raise Mismatch(gettext("a"), diagnosis="It is so.")',
        'transcript.step("the grader waits" if a else gettext("b"))',
        'transcript.remark("It is " + what + " or so.")',
        'parser.add_argument("--a", help="the folder of it")',
        'raise Raised(a or f"{name} was raised")',
    ],
)
def test_text_that_is_not_translated_is_seen(line):
    assert unsaid(line)


def test_names_and_data_are_no_texts():
    assert unsaid('Mismatch(gettext("It is so."), expected=repr(b"a b"), received="b\'hi\'")') == []
    assert unsaid('gettext("It is {a}.", a="some thing"); step("a step"); errors.step("--a")') == []


def misfit(call):
    """The fields that a message has and its call does not give, or the other way round."""
    number = {"gettext": 1, "ngettext": 2}.get(getattr(call.func, "id", ""), 0)
    texts = [each.value for each in call.args[:number] if isinstance(each, ast.Constant)]
    given = {word.arg for word in call.keywords} | ({"number"} if number == 2 else set())
    used = {name for text in texts for name in fields(text)} | ({"number"} & given)
    return used ^ given if texts and None not in given else set()


def test_messages_are_said_with_their_fields():
    for path in GRADER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and misfit(node)), (path, node.lineno)


@pytest.mark.parametrize(
    "line, names",
    [
        ('gettext("{a} and {b!r}", a=1, b=2)', set()),
        ('gettext("{a}", b=2)', {"a", "b"}),
        ('gettext("{a}")', {"a"}),
        ('ngettext("{number} {a}", "{number} {a}s", 3, a=2)', set()),
        ('ngettext("a byte", "{number} {a}", 3)', {"a"}),
        ('gettext("{a}", **known)', set()),
        ("gettext(TABLE[a], b=2)", set()),
    ],
)
def test_field_that_does_not_fit_is_seen(line, names):
    assert misfit(ast.parse(line).body[0].value) == names
