"""Which variants of a test are tried beside all other tests, and which with the long ones."""

from collections.abc import Iterable

import pytest


def first_at_once(variants: Iterable[object], most: int = 1) -> list[object]:
    """Mark all but the first few of what a test is parametrized with as `long`."""
    return [each if n < most else _long(each) for n, each in enumerate(variants)]


def _long(variant: object) -> object:
    values = variant if isinstance(variant, tuple) else (variant,)
    return pytest.param(*values, marks=pytest.mark.long)
