"""The layers of a policy: a pack, the pack that it extends, and so on down."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.policies import LayersCircle, OtherVersion, UnknownPack
from forecourt.core.policy.packs import Layer, PackText, read_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.check.context import Context


def read_layers(
    top: PackText, library: Mapping[str, Callable[[], PackText]], context: Context
) -> tuple[Layer, ...]:
    """Return the layers from the lowest to `top`; what is wrong with them goes to `context`.

    Where a layer below cannot be had, those above it are returned.
    """
    found: list[Layer] = []
    text: PackText | None = top
    while text is not None:
        layer = read_layer(text, context)
        if layer is None:
            break
        found.append(layer)
        text = _below(layer, found, library, context)
    return tuple(reversed(found))


def _below(
    layer: Layer,
    above: list[Layer],
    library: Mapping[str, Callable[[], PackText]],
    context: Context,
) -> PackText | None:
    header = layer.header
    if header.extends is None or header.extends_at is None:
        return None
    name, _ = header.extends
    names = [one.header.name for one in above]
    if name in names:
        context.report(LayersCircle(header.extends_at, (*names[names.index(name) :], name)))
        return None
    if name not in library:
        context.report(UnknownPack(header.extends_at, name, tuple(library)))
        return None
    return library[name]()


def check_versions(layers: tuple[Layer, ...], context: Context) -> None:
    """Report each layer that asks for another version than the one below it has.

    `extends textbook 1` asks for any version that begins with 1.
    """
    for below, above in itertools.pairwise(layers):
        header = above.header
        wanted = header.extends[1] if header.extends else None
        found = below.header.version
        if wanted is None or found == wanted or found.startswith(f"{wanted}."):
            continue
        assert header.extends_at is not None
        context.report(OtherVersion(header.extends_at, below.header.name, wanted, found))
