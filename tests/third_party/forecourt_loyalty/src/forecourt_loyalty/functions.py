"""What loyalty points are worth."""

from forecourt.core.check.functions import Function
from forecourt.core.values.types import Whole

POINTS_PER_VOUCHER = 100


def vouchers(points: int) -> int:
    """Return the whole vouchers that points are worth; none for a negative balance."""
    return max(points, 0) // POINTS_PER_VOUCHER


VOUCHERS = Function(
    name="vouchers",
    parameters=(("points", Whole()),),
    returns=Whole(),
    python=vouchers,
    doc="The whole vouchers that loyalty points are worth.",
    example="vouchers(250) = 2",
)
