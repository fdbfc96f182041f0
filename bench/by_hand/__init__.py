"""The demo store's whole policy written by hand, as the yardstick for the record engine.

It says in plain Python what `rules/textbook` and `rules/demo_store` say, over the same records in
normal form: the same values, certainty and blame. There is a module a subject; each has early
returns, one pass over a list, and what depends on the moment alone worked out beforehand.
"""

from bench.by_hand.whole import bind

__all__ = ["bind"]
