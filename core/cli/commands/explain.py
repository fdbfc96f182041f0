"""`forecourt explain`: why the rules say what they say."""

from typing import Annotated, Any

import typer

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.evaluating import Setting
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.moments import read_moment, right_now, shown
from forecourt.core.cli.options import AsOfOption, JsonFlag, StoreOption, whole_number
from forecourt.core.cli.output import refuse, write
from forecourt.core.cli.reason_texts import write_reasons
from forecourt.core.cli.reasons import reasons
from forecourt.core.cli.runs import repeated, run_of
from forecourt.core.cli.statuses import Status
from forecourt.core.cli.subjects import Subject, find_subject
from forecourt.core.cli.workspace import folder, opened, policy_of, registry_for
from forecourt.core.diagnostics.endings import OtherResult
from forecourt.core.diagnostics.render import as_json
from forecourt.core.diagnostics.usage import ArgumentMissing, NotLogged, WordUnknown
from forecourt.core.policy.resolve import Policy
from forecourt.core.registry import Registry
from forecourt.core.store import Store, replay

EXAMPLES = (
    "forecourt explain order:O7",
    "forecourt explain order:O7 STATEMENT --as-of 2026-11-02T09:00",
    "forecourt explain --log 12",
)


LOGGED_SHOWN = 5
"""How many numbers of the log are named, the last first."""


def explain(
    subject: Annotated[
        str | None,
        typer.Argument(metavar="SUBJECT", help="A record: what it is and its id, as `order:O7`."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A statement; without it, all that apply."),
    ] = None,
    as_of: AsOfOption = None,
    log: Annotated[
        int | None,
        typer.Option(
            "--log",
            metavar="NUMBER",
            parser=whole_number(1),
            help="Repeat a logged decision instead.",
        ),
    ] = None,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Show why the rules say what they say of a record.

    Each row that was looked at is shown with what it came to, the values, and its line. Without
    `--as-of` the moment is that of the last evaluation. With `--log`, a logged decision is made
    again from what was logged with it; the exit status is 1 if the result differs.
    """
    if subject is None and log is None:
        refuse(ArgumentMissing(COMMAND_LINE, "a record such as `order:O7`, or `--log NUMBER`"))
    place = folder(store)
    registry = registry_for(place)
    with opened(place, registry) as kept:
        if log is not None or subject is None:
            _repeat(kept, log or 0, registry, as_document=as_document)
            return
        policy, plan = policy_of(place, kept, registry)
        _check_name(name, policy)
        found = find_subject(kept, subject)
        now = read_moment(as_of, kept.zone) if as_of else _last_moment(kept, found)
        run = run_of(kept, policy, plan, registry, now)
        entries = explained(run.decider, found, policy, name)
        numbers = [one.id for one in kept.log_entries(found.root, found.record.id, LOGGED_SHOWN)]
    if as_document:
        write_json(
            {"subject": found.name, "as_of": run.as_of, "reasons": entries, "logged": numbers}
        )
        return
    pack = plan.pack
    write(f"{found.name}: {pack.name} {pack.version} at {shown(now, plan.zone)}")
    if numbers:
        listed = ", ".join(map(str, numbers))
        write(f"in the log as {listed}: `forecourt explain --log {numbers[0]}` repeats it", "dim")
    write_reasons(entries)
    if not entries:
        write("no statement of the policy applies to it")


def explained(
    decider: Setting, subject: Subject, policy: Policy, name: str | None
) -> list[dict[str, Any]]:
    """Return the reasons of a record: of one statement, or of all that give something."""
    found = reasons(
        decider.explain(subject.root, subject.record), decider.plan, policy.texts, subject.name
    )
    if name is None:
        return [one for one in found if one.get("reported") or one.get("emitted")]
    meant = (name, f"{subject.name.partition(':')[0]}.{name}")
    return [one for one in found if one["name"] in meant or one["name"].startswith(f"{name}.")]


def _check_name(name: str | None, policy: Policy) -> None:
    known = tuple(dict.fromkeys(one.name for one in policy.declared))
    if name is not None and name not in known:
        refuse(WordUnknown(COMMAND_LINE, "statement", name, known))


def _last_moment(store: Store, subject: Subject) -> Any:
    kept = store.outcome(subject.root, subject.record.id)
    return right_now(store.zone) if kept is None else read_moment(kept.as_of, store.zone)


def _repeat(store: Store, number: int, registry: Registry, *, as_document: bool) -> None:
    """Repeat a logged decision and say whether it comes to the same."""
    result = replay(store, number, lambda logged: repeated(logged, registry))
    logged = store.logged(number)
    if result is None or logged is None:
        last = next(store.log_entries(limit=1), None)
        refuse(NotLogged(COMMAND_LINE, number, last.id if last else None))
    same, now = result
    entry = logged.entry
    differing = _differing(logged.outcome, now)
    findings = [] if same else [OtherResult(COMMAND_LINE, number, differing)]
    if as_document:
        write_json(
            {
                "log": number,
                "logged_at": entry.logged_at,
                "same": same,
                "logged": logged.outcome,
                "now": now,
                "findings": as_json(findings),
            }
        )
    else:
        said = "gives the same result" if same else "gives another result now"
        write(
            f"decision {number} of {entry.root}:{entry.root_id} at {entry.as_of}, "
            f"{entry.pack_name} {entry.pack_version}: {said}"
        )
        for part in differing:
            write(f"  {part} differ")
    if not same:
        raise typer.Exit(Status.FOUND)


def _differing(logged: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in {**logged, **now} if logged.get(name) != now.get(name))
