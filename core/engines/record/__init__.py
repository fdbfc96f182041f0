"""The record engine: a plan as generated Python, for one file at a time.

`compile_plan` is its one entry. What its modules do: `analysis` says what an expression can be and
what it depends on; `stages` arranges decisions and emissions into functions; `values`, `truths`,
`loops` and `dates` write expressions; `blames` and `certainty` write the cold functions;
`segments` and `module` write whole functions and the whole source; `runtime` and `calendars` are
what the generated code calls; `outcomes` makes the canonical outcome of a lean result.
"""

from forecourt.core.engines.record.engine import Bound, Engine, compile_plan

__all__ = ["Bound", "Engine", "compile_plan"]
