"""The lists of values of the reference decision."""

from forecourt.core.values.types import Order, Symbol

GRADE = Symbol("grade", Order.LEVELS, ("O", "H", "A", "B", "C"))
SELLER = Symbol("seller", Order.CHOICES, ("salesperson", "sales_manager", "general_manager"))
STAGE = Symbol(
    "lifecycle_stage",
    Order.STAGES,
    ("new", "early_warranty", "late_warranty", "out_of_warranty", "upgrade"),
)
