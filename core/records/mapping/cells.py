"""One cell as the value of one field, in the form of record files."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.records.files import Objects
from forecourt.core.records.mapping.dates import parsed
from forecourt.core.records.mapping.numbers import Amount, parsed_number
from forecourt.core.records.mapping.templates import cell_text
from forecourt.core.values.reading import Unfit, from_json
from forecourt.core.values.showing import to_json
from forecourt.core.values.types import (
    Day,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    TimeOfDay,
    Type,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.records.files import Cell
    from forecourt.core.records.mapping.model import Reading

    Former = Callable[[Cell, Type, Reading], Any]

YES_NO = {"yes": True, "no": False, "true": True, "false": False}


def value_of(cell: Cell, type_: Type, reading: Reading, zone: str) -> Any:
    """Return the value that a cell gives a field of a type, as record files write it.

    Raises:
        Unfit: the cell does not fit the type; the exception says what was expected.
    """
    if isinstance(cell, Objects):
        raise Unfit("a value, or a list of values and not of objects")
    if isinstance(type_, Many):
        return [value_of(part, type_.element, reading, zone) for part in _parts(cell, reading)]
    former = FORMERS.get(type(type_), _text)
    return canonical(former(cell, type_, reading), type_, zone)


def in_currency(type_: Type, currency: str | None) -> Type:
    """Return the type with the store's currency where it names none."""
    match type_:
        case Money(None):
            return Money(currency)
        case Many(element):
            return Many(in_currency(element, currency))
        case _:
            return type_


def canonical(value: Any, type_: Type, zone: str) -> Any:
    """Return a value of a record file in the one form in which it is written.

    Raises:
        Unfit: the value does not fit the type.
    """
    return to_json(from_json(value, type_, zone), type_, zone)


def _parts(cell: Cell, reading: Reading) -> tuple[Cell, ...]:
    if isinstance(cell, tuple):
        return cell
    if reading.split is None:
        return (cell,)
    return tuple(part for text in cell_text(cell).split(reading.split) if (part := text.strip()))


def _text(cell: Cell, _type: Type, _reading: Reading) -> Any:
    return cell_text(cell)


def _yes_no(cell: Cell, _type: Type, _reading: Reading) -> Any:
    return cell if isinstance(cell, bool) else YES_NO.get(cell_text(cell).casefold(), cell)


def _number(cell: Cell, type_: Type, reading: Reading) -> Any:
    amount = _amount(cell, reading)
    if amount.unit is None:
        return _json_number(amount.number)
    raise Unfit(f"{with_article(str(type_))} without a unit")


def _percent(cell: Cell, _type: Type, reading: Reading) -> Any:
    amount = _amount(cell, reading)
    if amount.unit not in (None, "%"):
        raise Unfit("a percentage, such as `2.5` or `2.5 %`")
    if reading.fraction and amount.unit is None:
        return _json_number(amount.number * 100)
    return _json_number(amount.number)


def _money(cell: Cell, _type: Type, reading: Reading) -> Any:
    amount = _amount(cell, reading)
    number = _json_number(amount.number)
    return number if amount.unit is None else {"amount": number, "currency": amount.unit}


def _quantity(cell: Cell, _type: Type, reading: Reading) -> Any:
    amount = _amount(cell, reading)
    number = _json_number(amount.number)
    return number if amount.unit is None else {"value": number, "unit": amount.unit}


def _amount(cell: Cell, reading: Reading) -> Amount:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Amount(Decimal(cell), None)
    amount = parsed_number(cell_text(cell), reading.numbers)
    if amount is None:
        raise Unfit(f"a number written like `{reading.numbers.example}`")
    return amount


def _json_number(number: Decimal) -> int | float:
    """Return the number for JSON, which must come back from there unharmed."""
    if not number.is_finite():
        raise Unfit("a number")
    if number == number.to_integral_value():
        return int(number)
    exact = float(number)
    if Decimal(repr(exact)) != number:
        raise Unfit("a number of fewer digits")
    return exact


def _day(cell: Cell, _type: Type, reading: Reading) -> Any:
    found = _dated(cell, reading)
    if isinstance(found, datetime) and found.time() == time():
        return found.date().isoformat()
    return found.isoformat() if isinstance(found, datetime | date) else found


def _moment(cell: Cell, _type: Type, reading: Reading) -> Any:
    found = _dated(cell, reading)
    if isinstance(found, date) and not isinstance(found, datetime):
        if reading.time is None:
            raise Unfit("a date with a time of day; a mapping may state one as `time`")
        found = datetime.combine(found, reading.time)
    return found.isoformat() if isinstance(found, datetime) else found


def _time(cell: Cell, _type: Type, reading: Reading) -> Any:
    found = _dated(cell, reading)
    return found.isoformat() if isinstance(found, time) else cell_text(cell)


def _dated(cell: Cell, reading: Reading) -> date | datetime | time | str:
    """Return the date or time that a cell holds; without stated formats text goes on as it is."""
    if isinstance(cell, date | time):
        return cell
    text = cell_text(cell)
    for form in reading.dates:
        found = parsed(text, form)
        if found is not None:
            return found
    if reading.dates:
        raise Unfit("a day that exists, written like " + _formats(reading))
    return _iso_day(text) if reading.time else text


def _iso_day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _formats(reading: Reading) -> str:
    return " or ".join(f"`{form.text}`" for form in reading.dates)


FORMERS: dict[type, Former] = {
    YesNo: _yes_no,
    Whole: _number,
    Number: _number,
    Percent: _percent,
    Money: _money,
    Quantity: _quantity,
    Day: _day,
    Moment: _moment,
    TimeOfDay: _time,
}
