"""The command line: `forecourt COMMAND`.

Commands are thin: each reads its arguments, calls what a user of the library would call, and shows
what comes back. Results go to stdout, messages to stderr; the exit status is 0 if all is fine, 1
if something was found, 2 if the command was used wrongly.
"""

from forecourt.core.cli.application import app, main

__all__ = ["app", "main"]
