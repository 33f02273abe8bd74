"""In which form a server answers, found out from several answers to known requests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.peers.sums import AnswerForm, Counted, answer_form

# Numbers that an answer may bear instead of the total, likely ones first.
COUNTED: tuple[Counted, ...] = ("the total", "the total before", "the number", "minus the total")


def form_of(heard: Sequence[tuple[str, int, bytes]]) -> AnswerForm | None:
    """Find the one form that all of these answers have: (ID, number, answer), in order."""
    for counted in COUNTED:
        forms: set[AnswerForm | None] = set()
        total = 0
        for name, number, data in heard:
            total += number
            value = AnswerForm(counted=counted).number(total, number)
            forms.add(_with_commas(data, name, value, counted))
        forms = _evened(forms)
        if len(forms) == 1 and None not in forms:
            return forms.pop()
    return _form_of_other_numbers(heard)


def _with_commas(data: bytes, name: str, value: int | None, counted: Counted) -> AnswerForm | None:
    """Find the form of an answer, also if there are commas in its number."""
    form = answer_form(data, name, value, counted)
    if value is None or abs(value) < 1000 or f"{value:,}".encode() not in data:
        return form
    plain = data.replace(f"{value:,}".encode(), b"%d" % value)
    form = answer_form(plain, name, value, counted)
    return form and replace(form, has_commas=True)


def _evened(forms: set[AnswerForm | None]) -> set[AnswerForm | None]:
    """Make one form of several that differ only in their padding, and in commas of long numbers."""
    found = [form for form in forms if form]
    if len(found) < len(forms):
        return forms
    has_commas = any(form.has_commas for form in found)
    alike = {replace(form, has_commas=has_commas) for form in found}
    bare = {form.unpadded for form in alike}
    is_wide = any(b"  " in form.before + b"." + form.between + b"." + form.after for form in alike)
    if len(bare) == 1 and (is_wide or len(alike) > 1):
        return {replace(bare.pop(), pads=True)}
    return {*alike}


def _form_of_other_numbers(heard: Iterable[tuple[str, int, bytes]]) -> AnswerForm | None:
    """Find the form of answers whose numbers are a total from another start, or none at all."""
    forms, starts, total = set(), set(), 0
    for name, number, data in heard:
        total += number
        words = data.replace(name.encode(), b" ").split()
        value = int(words[-1]) if words and words[-1].lstrip(b"-").isdigit() else None
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
    "the total before": "The number in it is the total from before the request: its own number was not yet added.",
    "the number": "The number in it is the one of the request itself: it was not added to those before.",
    "minus the total": "The number in it is the total with the other sign, as when each number is subtracted.",
    "another number": "The number in it is not the total of all that was sent.",
}


def said_of_numbers(form: AnswerForm) -> Iterable[str]:
    """Say what the number of an answer is instead of the total."""
    if form.start:
        yield f"The total did not begin at 0, but at {form.start}."
    elif said := NUMBERS_SAID.get(form.counted):
        yield said
