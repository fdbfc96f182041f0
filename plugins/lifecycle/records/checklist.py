"""Ticks on checklists: one list serves every form, so that forms do not grow fields."""

from forecourt.core.records.models import (
    Choice,
    Id,
    Moment,
    Record,
    Text,
    default,
    none,
    required,
    unknown,
)


class Step(Record):
    """One item of a checklist, ticked or not yet; the base of every record's `steps`."""

    name: Text = required("The item, by the name that rules use for it")
    done_at: Moment | None = none("When it was ticked")
    by: Id | None = unknown("Who ticked it", refers_to="staff")
    result: Choice = default(
        "ok",
        "What was found when it was done",
        choices=("ok", "defect", "declined", "not_applicable"),
    )
    note: Text | None = unknown("What was written beside it")
