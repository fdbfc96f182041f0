"""What people bring along from other languages, and what is written here instead."""

from __future__ import annotations

OPERATORS: dict[str, str] = {
    "==": "=",
    "!==": "!=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "×": "*",
    "÷": "/",
    "**": "*",
    "&&": "and",
    "||": "or",
}
"""Operators by what stands for them here."""

COMMENTS = frozenset({"//", "/*", "--"})
"""What begins a comment elsewhere; here it is `#`."""

WORDS: dict[str, str] = {
    "true": "write `yes`",
    "false": "write `no`",
    "null": "ask with `is known` or `is not known` whether there is a value",
    "nil": "ask with `is known` or `is not known` whether there is a value",
    "if": "write `when`",
    "elif": "write another row; the first row that holds counts",
}
"""Words by the advice to give; compared in lower case, so `True` and `NULL` are met as well."""

_BLOCK = "write none: what belongs together is indented below its line"

SIGNS: dict[str, str] = {
    "{": _BLOCK,
    "}": _BLOCK,
    ";": "write none: a statement ends with its line",
    ":": "write none: the first word of a line and a space are enough",
    "!": "write `not`",
    "&": "write `and`",
    "，": "write `,`",
    "、": "write `,`",
    "；": "write none: a statement ends with its line",
    "：": "write none: the first word of a line and a space are enough",
    "（": "write `(`",
    "）": "write `)`",
    "【": "write `[`",
    "】": "write `]`",
    "％": "write `%`",
    "＝": "write `=`",
    "＜": "write `<`",
    "＞": "write `>`",
    "…": "write `..` for a range",
    "–": "write `-` to subtract, `..` for a range",
    "—": "write `-` to subtract, `..` for a range",
    "€": "write the currency's code after the amount: `500 EUR`",
    "$": "write the currency's code after the amount: `500 USD`",
    "¥": "write the currency's code after the amount: `500 CNY`",
    "£": "write the currency's code after the amount: `500 GBP`",
    "₽": "write the currency's code after the amount: `500 RUB`",
}
"""Signs by the advice to give."""

CHARACTERS: dict[str, str] = {
    ".": "write a field directly after its record: `loan.returned_on`",
    "%": "a percent sign follows a number: `2 %`",
    "°": "a unit follows a number: `20 °C`",
    "\u00a0": "this is a no-break space; use a plain one",
    "\u3000": "this is a wide space; use a plain one",
    "\u200b": "this is an invisible space; delete it",
    "\ufeff": "this is an invisible mark; delete it",
}
"""Other characters by the advice to give where they stand alone."""
