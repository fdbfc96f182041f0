"""What engines raise: only what code outside the project does wrong."""

from __future__ import annotations


class FunctionFailed(Exception):  # noqa: N818 - it says what happened, as its callers report it
    """A plugin's function raised. Callers report it with the function's name."""

    def __init__(self, function: str, cause: Exception) -> None:
        super().__init__(f"`{function}` failed with {type(cause).__name__}: {cause}")
        self.function = function
        self.cause = cause
