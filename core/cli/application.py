"""The commands by name, each loaded only when it is run or when its help is asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup

from forecourt import __version__
from forecourt.core.cli.guard import guarded, settle_streams, status_of
from forecourt.core.cli.statuses import MEANINGS
from forecourt.core.diagnostics.diagnostic import did_you_mean
from forecourt.core.diagnostics.worded import shown


class Entry(NamedTuple):
    """A command: the module and function that do it, and what it does, in one line."""

    module: str
    function: str
    summary: str


COMMANDS: Mapping[str, Entry] = {
    "demo": Entry("demo", "demo", "Make a store of made-up records and look at its worklist."),
    "init": Entry("init", "init", "Make a new store that follows a pack."),
    "import": Entry(
        "importing", "import_", "Read records from CSV, XLSX and JSON files into a store."
    ),
    "today": Entry("today", "today", "Show what is to be done, by whom and by when."),
    "explain": Entry("explain", "explain", "Show why the rules say what they say of a record."),
    "decide": Entry("decide", "decide", "Show what the rules of a pack say of a record file."),
    "run": Entry(
        "run", "run", "Run the rules on a whole base of records, or bring a store up to date."
    ),
    "check": Entry("check", "check", "Show what is wrong with packs."),
    "test": Entry("testing", "test", "Run the tests that packs carry."),
    "packs": Entry("packs", "packs", "List the packs that are installed."),
    "plugins": Entry("plugins", "plugins", "List plugins; switch them on and off for a store."),
    "reference": Entry("reference", "reference", "Show the reference of the language and records."),
}

SETTINGS: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}


class _Command(TyperCommand):
    """A command whose help says what its arguments are, in words."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options in the help."""
        arguments = [one for one in self.params if isinstance(one, TyperArgument)]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl([(str(one.metavar), one.help or "") for one in arguments])
        options = [one for one in self.get_params(ctx) if one not in arguments]
        with formatter.section("Options"):
            formatter.write_dl([record for one in options if (record := one.get_help_record(ctx))])


class _Loaded(Mapping[str, Any]):
    """The commands by name; looking one up loads it."""

    def __getitem__(self, name: str) -> Any:
        entry = COMMANDS[name]
        module = import_module(f"forecourt.core.cli.commands.{entry.module}")
        one = typer.Typer(**SETTINGS)
        examples = "\n".join(f"  {example}" for example in module.EXAMPLES)
        one.command(name, cls=_Command, epilog=f"\b\nExamples:\n{examples}")(
            getattr(module, entry.function)
        )
        return typer.main.get_command(one)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Commands(TyperGroup):
    """The group of all commands, which tells what they do without loading them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Loaded()  # type: ignore[assignment]  # it is only read

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command that the arguments name; ends the process with its exit status."""
        del complete_var, standalone_mode, windows_expand_args
        given = sys.argv[1:] if args is None else list(args)
        run = partial(super().main, given, prog_name, standalone_mode=False, **extra)
        settle_streams()
        sys.exit(status_of(run, as_document="--json" in given))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of the commands in the help, and how they end."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])
        with formatter.section("Exit status"):
            formatter.write_dl([(str(status.value), said) for status, said in MEANINGS.items()])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first argument names; else suggest the nearest."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            advice = did_you_mean(args[0], COMMANDS) or "`forecourt --help` lists them"
            ctx.fail(f"no command is called `{shown(args[0])}`: {advice}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; whatever goes wrong is said in words."""
        with guarded():
            return super().invoke(ctx)


app = typer.Typer(cls=_Commands, name="forecourt", no_args_is_help=True, **SETTINGS)


def _say_version(asked: bool) -> None:
    if asked:
        print(f"forecourt {__version__}")
        raise typer.Exit


@app.callback(
    epilog="\b\nExamples:\n  forecourt demo\n  forecourt COMMAND --help",
)
def _forecourt(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_say_version, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Run the rules of packs on records: what is to be done, by whom, by when, and why."""


def main() -> None:
    """Run the command that the arguments name; ends the process with its exit status."""
    app(prog_name="forecourt")
