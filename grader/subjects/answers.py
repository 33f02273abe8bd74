"""In which form a server answers, found out from several answers; and what is said of requests."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.failures.errors import Failure, Mismatch
from grader.i18n import gettext, gettext_noop
from grader.peers.sum_answers import AnswerForm, Counted, answer_form, with_free_parts
from grader.peers.sums import ERROR

A_NUMBER = re.compile(rb"-?[0-9]{1,40}")
# Numbers that an answer may bear instead of the total, likely ones first.
COUNTED: tuple[Counted, ...] = ("the total", "the total before", "the number", "minus the total")


def form_of(heard: Sequence[tuple[str, int, bytes]]) -> AnswerForm | None:
    """Find the one form that all of these answers have: (ID, number, answer), in order."""
    for counted, is_last in itertools.product(COUNTED, (False, True)):
        forms: set[AnswerForm | None] = set()
        total = 0
        for name, number, data in heard:
            total += number
            value = AnswerForm(counted=counted).number(total, number)
            forms.add(_as_written(data, name, value, counted, is_last))
        forms = _evened(forms)
        if len(forms) == 1 and None not in forms:
            return forms.pop()
    return _form_of_other_numbers(heard)


def _as_written(
    data: bytes, name: str, value: int, counted: Counted, is_last: bool
) -> AnswerForm | None:
    """Find the form of an answer, also if there are commas in its number, or zeros before it."""
    commas = f"{value:,}".encode()
    if abs(value) >= 1000 and commas in data:
        form = answer_form(data.replace(commas, b"%d" % value), name, value, counted, is_last)
        return form and replace(form, has_commas=True)
    sign = b"-" * (value < 0)
    if zeros := re.search(rb"(?<![\w-])%s0+%d(?!\d)" % (sign, abs(value)), data):
        plain = data.replace(zeros[0], b"%d" % value)
        form = answer_form(plain, name, value, counted, is_last)
        return form and replace(form, zeros=len(zeros[0]))
    return answer_form(data, name, value, counted, is_last)


def _evened(forms: set[AnswerForm | None]) -> set[AnswerForm | None]:
    """Make one form of several that differ only in padding, commas of long numbers, or free parts."""
    found = [form for form in forms if form]
    if len(found) < len(forms):
        return forms
    has_commas = any(form.has_commas for form in found)
    zeros = {form.zeros for form in found} - {0}
    if len(zeros) > 1:
        return forms
    alike = {replace(form, has_commas=has_commas, zeros=sum(zeros)) for form in found}
    bare = {form.unpadded for form in alike}
    is_wide = any(b"  " in form.before + b"." + form.between + b"." + form.after for form in alike)
    if len(bare) == 1 and (is_wide or len(alike) > 1):
        return {replace(bare.pop(), pads=True)}
    free = with_free_parts(alike)
    return {free} if free else {*alike}


def _form_of_other_numbers(heard: Iterable[tuple[str, int, bytes]]) -> AnswerForm | None:
    """Find the form of answers whose numbers are a total from another start, or none at all."""
    forms, starts, total = set(), set(), 0
    for name, number, data in heard:
        total += number
        words = data.replace(name.encode(), b" ").split()
        value = int(words[-1]) if words and A_NUMBER.fullmatch(words[-1]) else None
        counted: Counted = "nothing" if value is None else "another number"
        forms.add(answer_form(data, name, value, counted))
        starts.add(None if value is None else value - total)
    if len(forms) != 1 or None in forms:
        return None
    form = forms.pop()
    if form and len(starts) == 1 and (start := starts.pop()) is not None:
        return replace(form, counted="the total", start=start)
    return form


NUMBERS_SAID: Mapping[Counted, str] = {
    "the total before": gettext_noop(
        "The number in it is the total from before the request: its own number was not yet added."
    ),
    "the number": gettext_noop(
        "The number in it is the one of the request itself: it was not added to those before."
    ),
    "minus the total": gettext_noop(
        "The number in it is the total with the other sign, as when each number is subtracted."
    ),
    "another number": gettext_noop("The number in it is not the total of all that was sent."),
}


def said_of_numbers(form: AnswerForm) -> Iterable[str]:
    """Say what the number of an answer is instead of the total."""
    if form.start:
        yield gettext("The total did not begin at 0, but at {start}.", start=form.start)
    elif said := NUMBERS_SAID.get(form.counted):
        yield gettext(said)


def say_though(failure: Failure, though: str | None, name: str) -> None:
    """Say what is special in a request that was refused, or that nothing or an end came for."""
    if though is None:
        return
    if isinstance(failure, Mismatch):
        came = bytes_of(failure.received).strip()
        if came.upper().startswith(ERROR) and not came.startswith(name.encode() + b" "):
            failure.diagnosis = gettext(
                "It was refused, although it is a request: {though}.", though=though
            )
    elif failure.diagnosis is None:
        failure.diagnosis = gettext("The request was a right one: {though}.", though=though)


def int_of(data: bytes) -> int | None:
    """Give what int() makes of this text, or None."""
    try:
        return int(data.decode("utf-8", "replace"))
    except ValueError:
        return None


def is_worth(data: bytes, number: int) -> bool:
    """Tell whether this text is a way to write the number, as 1.0 is one for 1."""
    try:
        return float(data.decode("utf-8", "replace")) == number
    except ValueError:
        return False


def bytes_of(received: object) -> bytes:
    """Give what was received, if it is bytes."""
    return received if isinstance(received, bytes) else b""
