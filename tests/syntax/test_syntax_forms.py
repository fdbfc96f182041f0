"""Every form of the language has its tree, whatever kind it belongs to.

Each text in `forms/` stands beside its outline: a line for each logical line, written as the
fixture `outline` says.
"""

from pathlib import Path

import pytest

FORMS = sorted(Path(__file__).with_name("forms").glob("*.rules"))


@pytest.mark.parametrize("path", FORMS, ids=[path.stem for path in FORMS])
def test_every_form_has_its_tree(outline, path):
    expected = path.with_suffix(".outline").read_text("utf-8")
    assert outline(path.read_text("utf-8")) + "\n" == expected


def test_there_are_forms_and_each_has_its_outline():
    assert len(FORMS) >= 6
    assert {path.stem for path in FORMS} == {
        path.stem for path in Path(__file__).with_name("forms").glob("*.outline")
    }
