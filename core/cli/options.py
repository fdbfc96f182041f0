"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.diagnostics.worded import shown

JsonFlag = Annotated[
    bool, typer.Option("--json", help="Write one JSON document instead of text for people.")
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar="FORECOURT_STORE",
        readable=False,  # it is opened, and why that cannot be is said, by what needs it
        help="The folder of the store; without it the current folder.",
    ),
]
PacksArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PACK",
        help="Names of installed packs, folders with rule files, or `.rules` files. "
        "Without any: the store's policy, else all installed packs.",
    ),
]
AS_OF_HELP = (
    "The moment to look at: `2026-03-01` (its beginning), `2026-03-01T09:00`, or with an offset "
    "`2026-03-01T09:00+01:00`."
)
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="MOMENT",
        help=AS_OF_HELP,
    ),
]


LARGEST = 2**63 - 1
"""The largest whole number that a store can keep."""


def whole_number(least: int = -LARGEST) -> Callable[[str], int]:
    """Return what reads a whole number that is not less than another."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= LARGEST:
            limits = f" from {least} on" if least > -LARGEST else ""
            raise typer.BadParameter(f"`{shown(text)}` is no whole number{limits}")
        return number

    return read
