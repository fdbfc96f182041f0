"""Names: words of any script, in one normal form."""

import pytest


@pytest.mark.parametrize(
    "name", ["客户", "клиент", "condição", "ação_2", "_hidden", "हिन्दी", "été", "x1"]
)
def test_names_are_words_of_any_script(outline, expression, name):
    assert expression(f"{name} = a.{name}") == f"(= {name} a.{name})"
    assert outline(f"note {name}\n    {name}   {name}(x)") == (
        f"note {name}\n  {name} (Call {name} [x])"
    )


def test_names_are_in_normal_form_c_and_places_in_characters_written(read):
    document, _ = read("note e\u0301te\u0301 after")
    name, other = document.statements[0].body.sequences[0]
    assert name.text == "été"
    assert (name.place.column, name.place.length) == (6, 5)
    assert other.place.column == 12


def test_possessives_are_words(outline):
    assert outline("k\n    pass  inspection findings, customer's words") == (
        "k\n  pass inspection findings , customer's words"
    )


@pytest.mark.parametrize("word", ["аccess", "grаde", "αlpha", "sms_клиeнт"])
def test_a_word_that_mixes_scripts_is_a_warning_and_is_read(read, word):
    document, findings = read(f"note {word}\n    who {word}")
    assert [(finding.code, finding.severity.value) for finding in findings] == [
        ("FC035", "warning")
    ]
    assert document.statements[0].body.sequences[0][0].text == word
    assert len(document.statements[0].lines) == 1


@pytest.mark.parametrize("word", ["sms_клиенту", "客户_name", "клиент", "naïve", "vip客户"])
def test_scripts_that_do_not_look_alike_may_meet(mistakes, word):
    assert mistakes(f"note {word}") == []
