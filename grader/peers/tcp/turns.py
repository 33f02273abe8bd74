"""What programs do to the bytes that they should turn round, and what each usually means."""

from collections.abc import Callable

from grader.i18n import gettext_noop

Turn = Callable[[bytes], bytes]
TURNS: dict[str, Turn] = {
    gettext_noop("as they came"): lambda data: data,
    gettext_noop("in reverse order"): lambda data: data[::-1],
    gettext_noop("with its characters in reverse order"): lambda data: data.decode(
        "utf-8", "replace"
    )[::-1].encode(),
    gettext_noop(
        "with its characters in reverse order, without the bytes that are no text"
    ): lambda data: data.decode("utf-8", "ignore")[::-1].encode(),
    gettext_noop("with the words in reverse order"): lambda data: b" ".join(data.split(b" ")[::-1]),
    gettext_noop("with the words in reverse order, and one blank between them"): lambda data: (
        b" ".join(data.split()[::-1])
    ),
    gettext_noop("with the letters of each word in reverse order"): lambda data: b" ".join(
        word[::-1] for word in data.split(b" ")
    ),
    gettext_noop("in upper case"): lambda data: data.upper(),
    gettext_noop("in lower case"): lambda data: data.lower(),
    gettext_noop("in reverse order and upper case"): lambda data: data[::-1].upper(),
    gettext_noop("in reverse order and lower case"): lambda data: data[::-1].lower(),
    gettext_noop("with upper and lower case exchanged"): lambda data: data.swapcase(),
    gettext_noop("in reverse order, with upper and lower case exchanged"): lambda data: data[
        ::-1
    ].swapcase(),
    gettext_noop("with one blank where there were two"): lambda data: b" ".join(data.split()),
    gettext_noop("in reverse order, with one blank where there were two"): lambda data: b" ".join(
        data[::-1].split()
    ),
    gettext_noop("in UTF-16"): lambda data: data.decode("utf-8", "replace").encode("utf-16-le"),
    gettext_noop("as they came, without the first one"): lambda data: data[1:],
    gettext_noop("as they came, without the last one"): lambda data: data[:-1],
    gettext_noop("in reverse order, without the one that came first"): lambda data: data[1:][::-1],
    gettext_noop("in reverse order, without the one that came last"): lambda data: data[:-1][::-1],
}
FIRST_IS_MISSING = gettext_noop("The first of the bytes is missing.")
LAST_IS_MISSING = gettext_noop("The last of the bytes is missing.")
WHY_TURNED = {
    "in UTF-16": gettext_noop("The text came in UTF-16: this course uses UTF-8."),
    "as they came": gettext_noop(
        "The bytes are in the order in which they came: the answer must have them in reverse order."
    ),
    "with its characters in reverse order": gettext_noop(
        "The characters are in reverse order, and the bytes of each as they were: a character may have several bytes in UTF-8, and the answer must have all bytes in reverse order."
    ),
    "with its characters in reverse order, without the bytes that are no text": gettext_noop(
        "The bytes that are no text in UTF-8 are missing, and the characters are in reverse order: the answer must have all bytes in reverse order, without being decoded."
    ),
    "with the words in reverse order": gettext_noop(
        "The words are in reverse order, and the letters of each as they were: the answer must have all bytes in reverse order."
    ),
    "with the words in reverse order, and one blank between them": gettext_noop(
        "The words are in reverse order, and the letters of each as they were: the answer must have all bytes in reverse order."
    ),
    "with the letters of each word in reverse order": gettext_noop(
        "The letters of each word are in reverse order, and the words are where they were: the answer must have all bytes in reverse order."
    ),
    "as they came, without the first one": FIRST_IS_MISSING,
    "as they came, without the last one": LAST_IS_MISSING,
    "in reverse order, without the one that came first": FIRST_IS_MISSING,
    "in reverse order, without the one that came last": LAST_IS_MISSING,
    "with one blank where there were two": gettext_noop(
        "Two blanks have become one: every byte counts, split() and join() lose some."
    ),
    "in reverse order, with one blank where there were two": gettext_noop(
        "Two blanks have become one: every byte counts, split() and join() lose some."
    ),
}
