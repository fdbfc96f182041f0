"""Layers: a pack extends another and sets what it leaves open, within its limits."""

from functools import partial

import pytest

from forecourt.core.check.vocabulary import Vocabulary
from forecourt.core.policy.packs import PackText, read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.records.schema import Absence, FieldSchema, ModelSchema, Schema
from forecourt.core.registry import CORE_KINDS
from forecourt.core.values.types import Text, YesNo

BASE = """
pack base 1.2.0
    title en "Base"

levels heat  hot, warm, cold

parameter pace by heat "At least every"
    hot    2 days   in 1 day .. 3 days, tighten only
    warm   4 days   in 1 day .. 7 days
    cold   15 days

parameter share "A share that a layer gives"
    required   in 0 % .. 15 %

parameter words by heat "What speaks for it"
    hot    lost

decide late for thing
    yes when lost
"""


def _pack(name, text):
    return PackText(name, {f"{name}/{name}.rules": text})


@pytest.fixture
def layer():
    fields = {
        "id": FieldSchema("id", Text(), Absence.REQUIRED, ""),
        "lost": FieldSchema("lost", YesNo(), Absence.UNKNOWN, ""),
    }
    schema = Schema({"thing": ModelSchema("thing", "", fields)}, ("thing",))
    vocabulary = Vocabulary(schema, kinds={kind.word: kind for kind in CORE_KINDS})

    def run(text, base=BASE, **more):
        texts = {"base": base, **more}
        library = {name: partial(_pack, name, content) for name, content in texts.items()}
        header = "" if text.startswith("pack") else "pack mine 2026.1\n    extends base 1\n"
        return resolve(_pack("mine", header + text), library, vocabulary)

    return run


def value(policy, name, *key):
    assert policy.errors == ()
    return policy.plan.parameters[name].values[key][-1].value


def test_a_layer_sets_what_the_one_below_requires(layer):
    assert value(layer("set share  2 %"), "share") == 20_000


def test_without_it_the_parameter_is_not_configured(layer):
    (found,) = layer("").diagnostics
    assert (found.code, found.place.file) == ("FC213", "base/base.rules")


def test_values_may_have_a_first_and_last_day(layer):
    policy = layer("set share  2 %\nset pace[warm]  3 days  from 2027-01-01 until 2027-12-31")
    before, after = policy.plan.parameters["pace"].values[("warm",)]
    assert (before.value, before.first_on) == (4, None)
    assert (after.value, str(after.first_on), str(after.last_on)) == (3, "2027-01-01", "2027-12-31")


def test_a_value_outside_its_bounds_names_both_files(layer):
    (found,) = layer("set share  20 %").errors
    assert found.message == "`share` may be 0 % to 15 %, not 20 %"
    assert found.place.file == "mine/mine.rules"
    assert found.related[0][0].file == "base/base.rules"


def test_what_may_only_be_tightened_is_not_loosened(layer):
    (found,) = layer("set share 2 %\nset pace[hot]  3 days").errors
    assert found.message == "`pace` may only be tightened: 3 days is looser than 2 days"
    assert value(layer("set share 2 %\nset pace[hot]  1 day"), "pace", "hot") == 1


def test_bounds_and_tighten_only_are_underlined_where_they_are_said(layer):
    def related(text):
        (found,) = layer(f"set share 2 %\n{text}").errors
        return [(_underlined(BASE, place), word) for place, word in found.related]

    assert related("set pace[hot]  9 days") == [("1 day .. 3 days", "the bounds are set here")]
    assert related("set pace[hot]  3 days") == [("tighten only", "`tighten only` is said here")]


MIDDLE = """
pack middle 1.0.0
    extends base 1

set share      2 %
set pace[hot]  1 day    from 2027-01-01
"""


def test_what_a_layer_between_has_tightened_is_named_with_its_place(layer):
    top = "pack mine 1\n    extends middle 1\n"
    (found,) = layer(f"{top}set pace[hot]  2 days", middle=MIDDLE).errors
    assert found.message == "`pace` may only be tightened: 2 days is looser than 1 day"
    (set_at, set_word), (said_at, said_word) = found.related
    assert (set_at.file, set_word) == ("middle/middle.rules", "1 day is set here")
    assert _underlined(MIDDLE, set_at) == "set pace[hot]  1 day    from 2027-01-01"
    assert (said_at.file, said_word) == ("base/base.rules", "`tighten only` is said here")
    assert layer(f"{top}set pace[hot]  2 days  until 2026-12-31", middle=MIDDLE).errors == ()
    assert layer(f"{top}set pace[hot]  1 day", middle=MIDDLE).errors == ()


def test_a_value_that_may_only_be_tightened_needs_no_bounds(layer):
    base = "pack base 1\nparameter wait\n    4 days, tighten only"
    (found,) = layer("set wait  5 days", base=base).errors
    assert [_underlined(base, place) for place, _ in found.related] == ["tighten only"]
    assert value(layer("set wait  3 days", base=base), "wait") == 3


def _underlined(text, place):
    return text.split("\n")[place.line - 1][place.column - 1 :][: place.length]


@pytest.mark.parametrize(
    "text",
    [
        "decide odd for thing\n    yes when lost\n        no otherwise",
        "parameter wait\n    4 days\n        5 days",
        'test "t"\n    as of 2026-03-01\n    given thing\n        lost yes\n    expect odd yes',
        "pack mine 2026.1\n    extends base 1\n        base 2",
    ],
)
def test_a_line_below_a_line_is_not_passed_over(layer, text):
    assert [one.code for one in layer(text).errors] == ["FC136"]


def test_a_kind_may_take_lines_below_its_lines(layer, monkeypatch):
    monkeypatch.setattr(CORE_KINDS[-1], "nests", True)
    assert layer('note n "N"\n    source a\n        b').errors == ()
    monkeypatch.undo()
    assert [one.code for one in layer('note n "N"\n    source a\n        b').errors] == ["FC136"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("decid odd for thing\n    yes when lost", "FC101"),
        ("decide odd for thingy\n    yes when lost", "FC111"),
        ("decide lost for thing\n    yes when lost", "FC121"),
    ],
)
def test_a_statement_that_is_wrong_does_not_make_wrong_what_uses_it(layer, text, code):
    name = text.split()[1].replace("lost", "late")
    uses = f"decide more for thing\n    yes when {name}"
    assert [one.code for one in layer(f"{text}\n{uses}").errors] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("set shares  2 %", "FC202"),
        ("set pace[lukewarm]  2 days", "FC120"),
        ("set pace  2 days", "FC118"),
        ("set share  2 days", "FC108"),
        ("set share", "FC123"),
        ("set share 2 % 3 %", "FC123"),
        ("set share 2 % from 3 %", "FC123"),
        ("levels heat  cold, warm, hot", "FC125"),
        ("decide late for thing\n    yes when lost", "FC110"),
    ],
)
def test_what_a_layer_may_not_do(layer, text, code):
    assert [one.code for one in layer(text).errors] == [code]


def test_lists_are_replaced_or_added_to(layer):
    assert value(layer("set words[hot]  found"), "words", "hot") == ("found",)
    assert value(layer("set words[hot]  add found"), "words", "hot") == ("lost", "found")


def test_an_unknown_pack_suggests_the_nearest(layer):
    (found,) = layer("pack mine 1\n    extends bass 1\n").errors
    assert found.message == "no pack is called `bass`"
    assert found.help == "did you mean `base`?"


def test_another_version_is_refused(layer):
    (found,) = layer("pack mine 1\n    extends base 2\n").errors
    assert found.message == "`base` is there in version 1.2.0, version 2 is asked for"


def test_version_1_is_not_version_10(layer):
    policy = layer("pack mine 1\n    extends base 1\n", base=BASE.replace("1.2.0", "10.0"))
    assert [one.code for one in policy.errors] == ["FC206"]


def test_packs_that_extend_each_other_are_refused(layer):
    base = BASE.replace('    title en "Base"', "    extends mine 2026\n")
    (found,) = layer("", base=base).errors
    assert found.names == ("mine", "base", "mine")


def test_the_digest_covers_all_layers(layer):
    one = layer("set share  2 %").plan.pack.digest
    assert one == layer("set share  2 %").plan.pack.digest
    assert one != layer("set share  3 %").plan.pack.digest
    assert one != layer("set share  2 %", base=BASE + "\n# a word more\n").plan.pack.digest


def test_a_pack_without_a_pack_statement_is_told(layer):
    (found,) = layer("pack mine 1\npack yours 1\n").errors
    assert found.message == "a pack has one `pack` statement, this is another of 2"


def test_a_folder_without_rules_is_told(tmp_path):
    _, (found,) = read_pack(tmp_path)
    assert found.code == "FC212"


def test_a_file_that_is_not_utf8_is_told_with_its_byte(tmp_path):
    (tmp_path / "a.rules").write_bytes(b"pack a 1\n# \xe9\n")
    text, (found,) = read_pack(tmp_path)
    assert (found.code, found.place.line, found.place.column) == ("FC001", 2, 3)
    assert text.files == {f"{tmp_path.name}/a.rules": "pack a 1\n# "}


def test_a_third_layer_may_not_loosen_what_the_second_tightened(layer):
    middle = "pack middle 1\n    extends base 1\nset share 2 %\nset pace[hot]  1 day\n"
    policy = layer("pack mine 1\n    extends middle 1\nset pace[hot]  2 days\n", middle=middle)
    (found,) = policy.errors
    assert found.message == "`pace` may only be tightened: 2 days is looser than 1 day"


def test_one_layer_sets_a_value_once_for_the_same_days(layer):
    (found,) = layer("set share  2 %\nset share  3 %").errors
    assert (found.code, found.place.line, found.related[0][0].line) == ("FC210", 4, 3)
    assert layer("set share  2 %\nset share  3 % from 2027-01-01").errors == ()


def test_a_parameter_that_is_wrong_is_reported_once(layer):
    base = BASE.replace("1 day .. 3 days", "1 day .. 3 %") + (
        "decide quick for thing\n    yes when pace[hot] <= 2 days\n"
    )
    assert [one.code for one in layer("set share 2 %", base=base).errors] == ["FC108"]
