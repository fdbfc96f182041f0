"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

JsonFlag = Annotated[
    bool, typer.Option("--json", help="Write one JSON document instead of text for people.")
]
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        envvar="FORECOURT_STORE",
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
