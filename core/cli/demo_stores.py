"""A made-up store in a folder, from the example that a plugin brings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.new_stores import make_store
from forecourt.core.cli.output import give_up, progress, refuse
from forecourt.core.cli.sources import not_opened
from forecourt.core.cli.workspace import STORE_ROOT, opened, record_root, usable_policy
from forecourt.core.diagnostics.usage import FolderTaken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.cli.workspace import StoreFolder
    from forecourt.core.hooks import Example
    from forecourt.core.registry import Registry
    from forecourt.core.store import Store

MARK = "made-up.json"
"""The file that says of what a folder's made-up store was made, and that it is made up."""

BATCH = 200

UNFINISHED = {"unfinished": True}
"""What the mark says besides while the store is being made."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Of what a made-up store is made: same recipe, same records."""

    example: Example
    seed: int
    number: int

    def as_json(self) -> dict[str, Any]:
        """Return the content of the file that marks a made-up store."""
        return {
            "note": f"Nothing in this folder is real. {self.example.doc}",
            "example": self.example.name,
            "seed": self.seed,
            "records": self.number,
        }

    def is_made_in(self, place: StoreFolder) -> bool:
        """Tell whether a folder holds the store of this recipe; refused if it holds another's."""
        mark = place.path / MARK
        try:
            there = sorted(one.name for one in place.path.iterdir()) if place.path.exists() else []
            made = json.loads(mark.read_text("utf-8")) if mark.exists() else None
        except ValueError:
            made = "not ours"
        except OSError as error:
            refuse(not_opened(place.path, error))
        if made == self.as_json() and place.database.exists():
            return True
        if made == self.as_json() | UNFINISHED:
            _clear(place)
            return False
        if made is not None:
            refuse(FolderTaken(COMMAND_LINE, str(place.path), "another demo store, or part of one"))
        if there:
            listed = f"`{there[0]}`" + (f" and {len(there) - 1} more" if len(there) > 1 else "")
            refuse(FolderTaken(COMMAND_LINE, str(place.path), listed))
        return False


def make_demo(place: StoreFolder, recipe: Recipe, registry: Registry) -> None:
    """Make a made-up store in a folder: database, policy, and some record files to try."""
    store_data, records = recipe.example.make(recipe.seed, recipe.number)
    zone, currency = store_data.get("time_zone") or "UTC", store_data.get("currency")
    policy, _ = usable_policy(recipe.example.pack, registry, zone=zone, currency=currency)
    place.path.mkdir(parents=True, exist_ok=True)
    _write_file(place, MARK, recipe.as_json() | UNFINISHED)
    make_store(place, policy, registry, zone=zone, currency=currency).close()
    root = record_root(registry.vocabulary.schema)
    with opened(place, registry) as store:
        store.put_records(_read(store, STORE_ROOT, [store_data]))
        with progress("importing", recipe.number) as advance:
            done = 0
            rest = iter(records)
            while batch := list(islice(rest, BATCH)):
                store.put_records(_read(store, root, batch))
                done += len(batch)
                advance(done)
    _write_file(place, "store.json", store_data)
    _write_file(place, MARK, recipe.as_json())


def _clear(place: StoreFolder) -> None:
    """Remove what an interrupted command made, so that it can be made anew."""
    for name in (place.database.name, "policy.rules", "store.json", MARK):
        for path in place.path.glob(f"{name}*"):
            path.unlink()


def _read(store: Store, root: str, data: Iterable[Mapping[str, Any]]) -> Iterator[Any]:
    for one in data:
        record, problems = store.read(root, one)
        if record is None:
            give_up(problems)
        yield record


def write_record(place: StoreFolder, store: Store, root: str, id_: str) -> str:
    """Write one record of the store as a record file; return the file's name."""
    name = f"{id_}.json"
    _write_file(place, name, store.get_json(root, id_))
    return name


def _write_file(place: StoreFolder, name: str, data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    try:
        (place.path / name).write_text(text, encoding="utf-8")
    except OSError as error:
        refuse(not_opened(place.path / name, error))
