"""The plugin `task`: the kind of statement, and what can become of a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.functions import Function
from forecourt.core.hooks import hookimpl
from forecourt.core.plan.nodes import Const, Join
from forecourt.core.values.types import Text
from forecourt.plugins.lifecycle.task.kind import Task
from forecourt.plugins.lifecycle.task.status import TASK_STATUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Symbol


@hookimpl
def provide_kinds() -> Sequence[type[Kind]]:
    """Bring the kind `task`."""
    return (Task,)


@hookimpl
def provide_symbols() -> Sequence[Symbol]:
    """Bring what can become of a task."""
    return (TASK_STATUS,)


@hookimpl
def provide_functions() -> Sequence[Function]:
    """Bring the name by which waivers and documents refer to a record."""
    return (
        Function(
            "record_name",
            (("model", Text()), ("id", Text())),
            Text(),
            None,
            "How a record is referred to from anywhere in a file",
            'record_name("delivery", "D1") = "delivery:D1"',
            expression=_record_name,
        ),
    )


def _record_name(model: Expr, record: Expr) -> Expr:
    """Return how a record is referred to from anywhere in a file: `delivery:D1`."""
    return Join((model, Const(":", Text()), record), Text())
