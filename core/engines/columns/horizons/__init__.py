"""Until when what a plan says stays as it is, in columns.

The rules are those of `forecourt.core.plan.horizons`, node by node. A horizon is a moment, never
null: `NEVER` stands for none, and anything from `FAR` on may stand for that. What time cannot
change has the constant `NEVER`, and is left out of whatever it would be put together with.
"""
