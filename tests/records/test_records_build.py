"""What plugins declare becomes one schema; what is declared wrongly is named and left out."""

import itertools

import pytest

from forecourt.core.hooks import Extension
from forecourt.core.records.build import build_records
from forecourt.core.records.models import (
    Choice,
    Day,
    Id,
    Moment,
    Money,
    Record,
    Text,
    Whole,
    YesNo,
    default,
    none,
    required,
    unknown,
)
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many, Order, Reference, Symbol
from forecourt.core.values.types import Text as TextType


class Reader(Record, name="reader"):
    """Somebody who borrows books."""

    name: Text | None = unknown("What the reader is called", personal=True)


class Loan(Record, name="loan", owner="reader", plural="loans", time="lent_at"):
    """A book lent."""

    lent_at: Moment | None = unknown("When it left the house")


def faults(*models, extensions=(), symbols=None):
    """Return code and message of each finding about models beside a reader."""
    _, problems = build_records((Reader, *models), extensions, symbols or {})
    return [(problem.code, problem.message) for problem in problems]


def built(*models, extensions=(), symbols=None):
    """Return the schema of models beside a reader, whatever is wrong with some."""
    return build_records((Reader, *models), extensions, symbols or {})[0].schema


# What becomes of a declaration -------------------------------------------------------------


def test_a_field_says_type_absence_purpose_and_origin(library):
    name = library.schema.models["reader"].fields["name"]
    assert name.type == TextType()
    assert name.absence is Absence.UNKNOWN
    assert name.doc == "What the reader is called"
    assert name.personal
    assert name.plugin.endswith("conftest")


def test_every_model_has_an_id(library):
    for model in library.schema.models.values():
        assert model.fields["id"].absence is Absence.REQUIRED


def test_owners_list_what_belongs_to_them(library):
    reader = library.schema.models["reader"]
    assert (reader.lists["loans"].singular, reader.lists["loans"].model) == ("loan", "loan")
    assert reader.parts["card"].model == "reader_card"
    assert library.schema.models["loan"].lists["renewals"].singular == "renewal"
    assert library.schema.models["library"].lists["opening"].singular == "hours"
    assert library.schema.roots == ("library", "reader")


def test_a_model_says_what_orders_it_and_what_it_is(library):
    assert library.schema.models["loan"].time == "lent_at"
    assert library.schema.models["reader"].doc == "Somebody who borrows books."


def test_types_of_fields(library):
    loan = library.schema.models["loan"].fields
    assert loan["book"].type == Reference("book")
    assert loan["state"].type == Symbol("loan.state", Order.CHOICES, ("out", "back"), open=True)
    reader = library.schema.models["reader"].fields
    assert reader["mood"].type == Symbol("mood", Order.LEVELS, ("glad", "content", "cross"))
    assert reader["interests"].type == Many(TextType())
    assert reader["interests"].default == ()


def test_defaults_are_in_normal_form(library):
    assert library.schema.models["reader_card"].fields["lasts"].default == 12


def test_a_trailing_underscore_is_not_part_of_the_name(library):
    assert "from" in library.schema.models["opening"].fields


def test_a_class_without_a_name_is_a_base_for_others():
    class Noted(Record):
        note: Text | None = unknown("What was written down")

    class Talk(Noted, name="talk", owner="reader", plural="talks"):
        pass

    assert "note" in built(Talk).models["talk"].fields


def test_extensions_add_fields_to_models_of_others():
    class Points(Record):
        points: Whole | None = unknown("What the reader has collected")

    schema = built(extensions=[Extension("reader", Points)])
    assert schema.models["reader"].fields["points"].absence is Absence.UNKNOWN


def test_the_order_of_plugins_makes_no_difference(library):
    class Points(Record):
        points: Whole | None = unknown("What the reader has collected")

    class More(Record):
        mood: Text | None = unknown("How the reader feels")

    class Talk(Record, name="talk", owner="reader", plural="talks"):
        at: Moment | None = unknown("When it was")

    extensions = [Extension("reader", Points), Extension("reader", More)]
    schemas = [
        build_records(models, added, {})[0].schema
        for models in itertools.permutations([Reader, Loan, Talk])
        for added in itertools.permutations(extensions)
    ]
    assert all(repr(schema) == repr(schemas[0]) for schema in schemas)


def test_plugins_can_be_named():
    records, _ = build_records([Reader], (), {}, {Reader: "reading_room"})
    assert records.schema.models["reader"].fields["name"].plugin == "reading_room"


# What is declared wrongly ------------------------------------------------------------------


def test_findings_name_file_and_line_of_the_class():
    class Talk(Record, name="talk", owner="raeder", plural="talks"):
        pass

    _, (problem,) = build_records((Reader, Talk), (), {})
    assert problem.place.file == __name__
    assert problem.place.line > 1


def test_a_model_without_a_name():
    class Talk(Record):
        pass

    ((code, message),) = faults(Talk)
    assert code == "FC310"
    assert "does not name its model" in message


def test_two_models_of_one_name():
    class Other(Record, name="reader"):
        pass

    _, (problem,) = build_records((Reader, Other), (), {}, {Reader: "a", Other: "b"})
    assert problem.code == "FC311"
    assert (problem.plugin, problem.other) in {("a", "b"), ("b", "a")}


def test_an_owner_that_does_not_exist_takes_its_records_along():
    class Talk(Record, name="talk", owner="raeder", plural="talks"):
        pass

    class Word(Record, name="word", owner="talk", plural="words"):
        pass

    assert [code for code, _ in faults(Talk, Word)] == ["FC312", "FC312"]
    assert set(built(Talk, Word).models) == {"reader"}
    _, problems = build_records((Reader, Talk), (), {})
    assert problems[0].help == "did you mean `reader`?"


def test_owners_in_a_circle():
    class Egg(Record, name="egg", owner="hen", plural="eggs"):
        pass

    class Hen(Record, name="hen", owner="egg", plural="hens"):
        pass

    assert [code for code, _ in faults(Egg, Hen)] == ["FC313", "FC313"]
    assert set(built(Egg, Hen).models) == {"reader"}


@pytest.mark.parametrize(
    "line",
    [
        {"owner": "reader"},
        {"owner": "reader", "plural": "talks", "part": "talk"},
        {"plural": "talks"},
    ],
)
def test_a_place_that_is_unclear(line):
    talk = type("Talk", (Record,), {}, name="talk", **line)
    assert [code for code, _ in faults(talk)] == ["FC314"]


def test_two_models_in_one_place():
    class Talk(Record, name="talk", owner="reader", plural="loans"):
        pass

    assert [code for code, _ in faults(Loan, Talk)] == ["FC315"]
    assert set(built(Loan, Talk).models) == {"reader", "loan"}


def test_a_field_that_is_there_already():
    class More(Record):
        name: Text | None = unknown("A second name")
        loans: Text | None = unknown("The loans, in words")
        id: Text | None = unknown("A second id")

    extensions = [Extension("reader", More)]
    assert [code for code, _ in faults(Loan, extensions=extensions)] == ["FC315"] * 3
    assert built(Loan, extensions=extensions).models["reader"].fields["name"].personal


def test_a_field_that_does_not_say_what_absence_means():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        at: Moment
        where: Text | None = None
        on: Day | None = unknown("The day")

    assert [code for code, _ in faults(Talk)] == ["FC316", "FC318"]


def test_a_field_without_a_type_of_the_language():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        words: dict[str, int] = unknown("How often each word was said")
        both: Text | Whole | None = unknown("A text or a number")

    assert [code for code, _ in faults(Talk)] == ["FC317", "FC317"]
    assert set(built(Talk).models["talk"].fields) == {"id"}


def test_words_of_the_language_are_no_names():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        today: YesNo = default(False, "Whether it was today")
        is_: YesNo = default(False, "Whether it is")

    class For(Record, name="for", owner="reader", plural="fors"):
        pass

    assert [code for code, _ in faults(Talk, For)] == ["FC318", "FC318", "FC318"]


def test_marks_of_the_language_may_be_fields():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        by: Text | None = none("Who spoke")
        from_: Moment | None = none("From when")

    assert faults(Talk) == []
    assert set(built(Talk).models["talk"].fields) == {"id", "by", "from"}


def test_choices_that_do_not_exist():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        mood: Choice | None = unknown("How it went", symbol="moood")
        kind: Choice | None = unknown("What sort")

    symbols = {"mood": Symbol("mood", Order.LEVELS, ("glad", "cross"))}
    _, problems = build_records((Reader, Talk), (), symbols)
    assert [problem.code for problem in problems] == ["FC319", "FC319"]
    assert problems[0].help == "did you mean `mood`?"
    assert "names neither" in problems[1].message


def test_references_to_no_model():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        with_whom: Id | None = unknown("Who listened", refers_to="raeder")
        about: Id | None = unknown("What about")

    _, problems = build_records((Reader, Talk), (), {})
    assert [problem.code for problem in problems] == ["FC320", "FC320"]
    assert problems[0].help == "did you mean `reader`?"


def test_defaults_that_do_not_fit():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        kind: Choice = default("song", "What sort", choices=("speech", "chat"))
        heard: YesNo = default("yes", "Whether anybody listened")
        price: Money = default(5, "What it costs")
        free: Money = default(0, "What it costs more")

    assert [code for code, _ in faults(Talk)] == ["FC321"] * 3
    assert built(Talk).models["talk"].fields["free"].default == 0


def test_an_order_by_what_is_no_time():
    class Talk(Record, name="talk", owner="reader", plural="talks", time="att"):
        at: Moment | None = unknown("When it was")

    _, (problem,) = build_records((Reader, Talk), (), {})
    assert (problem.code, problem.help) == ("FC322", "did you mean `at`?")
    assert built(Talk).models["talk"].time is None


def test_a_model_may_say_that_its_records_are_steps():
    class Check(Record, name="loan_check", owner="loan", plural="checks", done="seen_at"):
        name: Text = required("What is looked at")
        seen_at: Moment | None = none("When it was looked at")

    assert built(Loan, Check).models["loan_check"].done == "seen_at"


def test_a_step_is_not_done_by_what_is_no_time():
    class Check(Record, name="check", owner="reader", plural="checks", done="name"):
        name: Text = required("What is looked at")

    _, (problem,) = build_records((Reader, Check), (), {})
    assert problem.code == "FC322"
    said = "`check.name` says when one of its records was done, and is no date or moment of theirs"
    assert problem.message.endswith(said)


def test_an_extension_of_no_model():
    class Points(Record):
        points: Whole = required("What the reader has collected")

    assert [code for code, _ in faults(extensions=[Extension("raeder", Points)])] == ["FC323"]


def test_annotations_that_cannot_be_resolved():
    class Talk(Record, name="talk", owner="reader", plural="talks"):
        at: "Momentum | None" = unknown("When it was")  # noqa: F821 - the mistake under test

    assert [code for code, _ in faults(Talk)] == ["FC317"]
