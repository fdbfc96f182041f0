"""Dates, numbers and templates as mappings write them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.records.mapping.dates import FormatError, parsed, read_date_format
from forecourt.core.records.mapping.numbers import STYLES, NumberStyle, parsed_number
from forecourt.core.records.mapping.templates import TemplateError, filled, read_template


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("3/1/2017", "M/D/YYYY", date(2017, 3, 1)),
        ("10/20/2016", "M/D/YYYY", date(2016, 10, 20)),
        ("01.03.2026", "DD.MM.YYYY", date(2026, 3, 1)),
        ("20260301", "YYYYMMDD", date(2026, 3, 1)),
        ("1.3.26", "D.M.YY", date(2026, 3, 1)),
        ("1.3.69", "D.M.YY", date(1969, 3, 1)),
        ("2026年3月1日", "YYYY年M月D日", date(2026, 3, 1)),
        ("01.03.2026 9:05", "DD.MM.YYYY H:mm", datetime(2026, 3, 1, 9, 5)),
        ("2026-03-01 09:05:59", "%Y-%m-%d %H:%M:%S", datetime(2026, 3, 1, 9, 5, 59)),
        ("09:05", "HH:mm", time(9, 5)),
        ("13/1/2017", "M/D/YYYY", None),
        ("2/30/2017", "M/D/YYYY", None),
        ("1.3.2026", "DD.MM.YYYY", None),
        ("3/1/2017 ", "M/D/YYYY", None),
        ("3/1/0000", "M/D/YYYY", None),
    ],
)
def test_a_format_reads_exactly_what_it_says(text: str, form: str, value: object) -> None:
    assert parsed(text, read_date_format(form)) == value


@pytest.mark.parametrize("form", ["", "M/D", "DD.DD.YYYY", "%d %b %Y", "%", "day", "YYYY"])
def test_a_format_that_says_no_date_is_refused(form: str) -> None:
    with pytest.raises(FormatError):
        read_date_format(form)


@given(st.dates(min_value=date(1, 1, 1)), st.sampled_from(["%d.%m.%Y", "%m/%d/%Y", "%Y%m%d"]))
def test_every_day_comes_back(day: date, form: str) -> None:
    text = form.replace("%Y", f"{day.year:04}").replace("%m", f"{day.month:02}")
    assert parsed(text.replace("%d", f"{day.day:02}"), read_date_format(_tokens(form))) == day


def _tokens(form: str) -> str:
    return form.replace("%Y", "YYYY").replace("%m", "MM").replace("%d", "DD")


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1234.56", "1234.56", "1234.56"),
        ("1,234,567.8", "1,234.56", "1234567.8"),
        ("1234567.8", "1,234.56", "1234567.8"),
        ("1.234,56", "1.234,56", "1234.56"),
        ("1 234,56", "1 234,56", "1234.56"),
        ("1\u00a0234,56", "1 234,56", "1234.56"),
        ("1'234.56", "1'234.56", "1234.56"),
        ("-12,5", "1234,56", "-12.5"),
        ("\u221212", "1234.56", "-12"),
        ("1,5", "1,234.56", None),
        ("1.5", "1.234,56", None),
        ("12,34,567", "1,234.56", None),
        ("1,234", "1234.56", None),
        ("", "1234.56", None),
        (".5", "1234.56", None),
        ("1e5", "1234.56", None),
        ("١٢", "1234.56", None),
    ],
)
def test_a_number_is_read_in_its_style_only(text: str, style: str, number: str | None) -> None:
    amount = parsed_number(text, NumberStyle(style))
    assert (amount and amount.number) == (number and Decimal(number))


@pytest.mark.parametrize(
    ("text", "signs", "unit"),
    [
        ("€ 12.50", ("€",), None),
        ("R$12.50", ("R$",), None),
        ("12.50 EUR", (), "EUR"),
        ("EUR 12.50", (), "EUR"),
        ("12.50 km/h", (), "km/h"),
        ("12.50 %", (), "%"),
        ("12.50 °C", (), "°C"),
    ],
)
def test_signs_go_and_units_stay(text: str, signs: tuple[str, ...], unit: str | None) -> None:
    amount = parsed_number(text, NumberStyle(signs=signs))
    assert amount is not None
    assert (amount.number, amount.unit) == (Decimal("12.50"), unit)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(sorted(STYLES)))
def test_every_amount_comes_back_in_every_style(number: Decimal, style: str) -> None:
    marks = style[1:-2].split("234")
    text = f"{number:,.2f}" if len(marks[0]) else f"{number:.2f}"
    text = text.replace(",", "\0").replace(".", marks[1]).replace("\0", marks[0])
    amount = parsed_number(text, NumberStyle(style))
    assert amount is not None
    assert amount.number == number


def test_a_template_is_a_column_or_a_text_with_columns() -> None:
    cells = {"no": 7, "name": "Müller & Co.", "note": None}
    assert filled(read_template("no"), cells) == "7"
    assert filled(read_template("C-{no}"), cells) == "C-7"
    assert filled(read_template("{name|slug}/{no}"), cells) == "müller-co/7"
    assert filled(read_template("{name|upper}"), cells) == "MÜLLER & CO."
    assert filled(read_template("{no} {note}"), cells) is None


def test_a_digest_hides_a_text_and_is_always_the_same() -> None:
    cells = {"name": "Ana Silva"}
    first = filled(read_template("{name|digest}"), cells)
    assert first == filled(read_template("{name|digest}"), cells)
    assert first
    assert "ana" not in first.lower()


@pytest.mark.parametrize("text", ["{", "a}", "{name|slog}", "{}", "{{name}}"])
def test_a_template_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(TemplateError):
        read_template(text)
