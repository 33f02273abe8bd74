"""The classes that other tests grade: the same for the same seed, and hanging where they say so."""

import pytest

import made_class
from made_class import HANG, Class


@pytest.mark.parametrize("from_shelf", [False, True])
def test_class_is_the_same_for_the_same_seed(from_shelf):
    made = [list(Class(3, from_shelf=from_shelf, seed=seed).submissions()) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert len({data for _, files in made[0] for data in files.values()}) == 15


def test_every_so_many_learners_hang_everywhere():
    sources = [list(files.values()) for _, files in Class(5, hanging=2).submissions()]
    assert [all(HANG.encode() in each for each in files) for files in sources] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize("change", [made_class.hanging_at_once, made_class.hanging_in_functions])
def test_program_hangs_in_its_first_line_and_is_python_still(change):
    source = (
        '"""A text."""\nfrom __future__ import annotations\n\ndef f():\n    @f\n    def g(): pass\n'
    )
    lines = change(source).splitlines()
    compile(change(source), "program", "exec")
    assert [line for line in lines if line.strip() == HANG]
