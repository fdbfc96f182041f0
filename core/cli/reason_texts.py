"""Reasons for people to read, from their JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.text import Text

from forecourt.core.cli.outcomes import shown
from forecourt.core.cli.output import results, visible, write
from forecourt.core.cli.reasons import UNKNOWN, leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

VALUES_SHOWN = 8
"""How many values are shown below a condition; the JSON has all."""

SIGNS = {"yes": ("yes", "green"), "no": ("no", "dim"), "unknown": ("unknown", "yellow")}


def write_reasons(entries: Iterable[Mapping[str, Any]]) -> None:
    """Write why each statement says what it says."""
    for one in entries:
        write()
        if one["kind"] == "decision":
            _write_decision(one)
        else:
            _write_emission(one)


def _write_decision(one: Mapping[str, Any]) -> None:
    certain = "" if one["certain"] else " (uncertain)"
    _write_head(one, f"{one['name']} of {one['subject']} is {_value(one['value'])}{certain}")
    for row in one["rows"] if _branches(one) else ():
        taken = "taken" if row["taken"] else ""
        _write_line(2, row["truth"], row["line"], f"{row['at']} {taken}".rstrip())
        if row["condition"] is not None:
            _write_values(row["condition"], 11)
    if not any(row["taken"] for row in one["rows"]):
        _write_block(2, _text("no row holds", "dim"))
    _write_unknown(one)


def _branches(one: Mapping[str, Any]) -> bool:
    """Tell whether a decision has rows to choose from, and is not a value that always holds."""
    return len(one["rows"]) != 1 or one["rows"][0]["condition"] is not None


def _write_emission(one: Mapping[str, Any]) -> None:
    count = one["emitted"]
    many = "" if count == 1 else f", {count} times"
    said = f"{one['kind']} {one['name']} for {one['subject']}"
    _write_head(one, f"{said}: there is one{many}" if count else f"{said}: there is none")
    condition = one["condition"]
    _write_line(2, condition["truth"], condition["text"], one["at"])
    _write_values(condition, 11)
    for occurrence in one["occurrences"]:
        told = {name: value for name, value in occurrence["fields"].items() if value is not None}
        number = "" if occurrence["ordinal"] is None else f"number {occurrence['ordinal']}: "
        _write_block(2, number + ", ".join(f"{name} {_value(told[name])}" for name in told))
    _write_unknown(one)


def _write_head(one: Mapping[str, Any], said: str) -> None:
    _write_block(0, _text(said, "bold"))
    _write_block(2, _text(f"{one['at']}  {one['line']}", "dim"))


def _write_line(indent: int, truth: str, text: str, at: str) -> None:
    word, style = SIGNS[truth]
    line = Text.assemble((f"{word:<9}", style), visible(text), (f"   {visible(at)}", "dim"))
    _write_block(indent, line, hanging=9)


def _write_values(condition: Mapping[str, Any], indent: int) -> None:
    """Write what the names in a condition stand for, each once, in the order they come up."""
    found = dict.fromkeys(_said(condition))
    listed = list(found)[:VALUES_SHOWN]
    if len(found) > VALUES_SHOWN:
        listed.append("...")
    if listed:
        _write_block(indent, _text(", ".join(listed), "cyan"))


def _said(condition: Mapping[str, Any]) -> Iterator[str]:
    for leaf in leaves(condition):
        of = f" of {leaf['element']}" if "element" in leaf else ""
        for value in leaf["values"]:
            yield f"{value['text']}{of} = {_value(value['value'])}"


def _write_unknown(one: Mapping[str, Any]) -> None:
    if one["unknown"]:
        _write_block(2, _text(f"not known: {', '.join(one['unknown'])}", "yellow"))


def _value(value: Any) -> str:
    return "not known" if value == UNKNOWN else shown(value)


def _text(said: str, style: str = "") -> Text:
    return Text(visible(said), style)


def _write_block(indent: int, text: str | Text, hanging: int = 0) -> None:
    """Write a text that may take several lines, all of them indented."""
    whole = _text(text) if isinstance(text, str) else text
    if not hanging:
        results().print(Padding(whole, (0, 0, 0, indent), expand=False))
        return
    room = max(results().width - indent - hanging, 20)
    head, rest = whole.divide([hanging])
    first, *more = rest.wrap(results(), room)
    results().print(Padding(head + first, (0, 0, 0, indent), expand=False))
    for line in more:
        results().print(Padding(line, (0, 0, 0, indent + hanging), expand=False))
