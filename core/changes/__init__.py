"""What changed from one outcome of a record to the next."""

from forecourt.core.changes.change import Change
from forecourt.core.changes.comparing import changes
from forecourt.core.changes.reasons import conditions_of
from forecourt.core.changes.tally import Tally

__all__ = ["Change", "Tally", "changes", "conditions_of"]
