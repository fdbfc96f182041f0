"""`forecourt init`: a new store."""

from pathlib import Path
from typing import Annotated

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.new_stores import check_currency, check_zone, make_store
from forecourt.core.cli.options import JsonFlag
from forecourt.core.cli.output import write
from forecourt.core.cli.workspace import StoreFolder, registry_for, usable_policy

EXAMPLES = (
    "forecourt init my_store --pack textbook",
    "forecourt init my_store --pack textbook --time-zone Europe/Lisbon --currency EUR",
)


def init(
    directory: Annotated[
        Path,
        typer.Argument(metavar="DIR", readable=False, help="The folder of the new store."),
    ],
    *,
    pack: Annotated[
        str, typer.Option("--pack", metavar="NAME", help="The installed pack that it follows.")
    ],
    time_zone: Annotated[
        str,
        typer.Option("--time-zone", metavar="ZONE", help="The zone on whose clock it lives."),
    ] = "UTC",
    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="The currency of amounts by its code, as `EUR`.",
        ),
    ] = None,
    as_document: JsonFlag = False,
) -> None:
    """Make a new store that follows a pack.

    The folder gets `forecourt.db`, which holds the records, and `policy.rules`, the store's own
    pack, with a commented line for each value that the pack below leaves to the store. Nothing
    that is there is overwritten.
    """
    registry = registry_for(None)
    check_zone(time_zone)
    check_currency(currency)
    policy, _ = usable_policy(pack, registry, zone=time_zone, currency=currency)
    place = StoreFolder(directory)
    make_store(place, policy, registry, zone=time_zone, currency=currency).close()
    if as_document:
        write_json({"store": str(directory), "pack": pack, "time_zone": time_zone})
        return
    write(f"made {place.database} and {place.policy}")
    write(f"next: set values in {place.policy}, then `forecourt check --store {directory}`")
