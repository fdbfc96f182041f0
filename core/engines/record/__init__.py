"""The record engine: a plan as generated Python, for one file at a time.

`compile_plan` is its one entry. From the plan to the code:

- `analysis` says what an expression can be and what it depends on, `stages` into which functions
  (segments) decisions and emissions fall, `late` which decisions wait for an emission, `below`
  where records stand under their root;
- `source` and `scope` are the text and its functions while they are written; `code` and `names`
  are its pieces;
- `values`, `dates`, `truths`, `inverse`, `loops` and `records` write expressions, `grouping` the
  look-up of the elements of a list that can count;
- `decided`, `emitted`, `series` (with `regular`: what is counted) and `segments` write the hot
  functions, `blames` and `certainty` the cold ones, `whole` those for a file, `module` all of them;
  `pieces` compiles them;
- `runtime`, `groups`, `lookups`, `opening` and `calendars` are what the code calls; `outcomes`
  makes the canonical outcome;
- `horizons` does all of this for until when outcomes stay.
"""

from forecourt.core.engines.record.engine import Bound, Engine, compile_plan

__all__ = ["Bound", "Engine", "compile_plan"]
