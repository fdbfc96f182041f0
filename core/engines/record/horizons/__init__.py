"""Until when an outcome stays as it is, as generated Python beside that which gives the outcome.

The rules are those of `forecourt.core.plan.horizons`.

- `forms` says what time can change at all, `layout` what the rows of horizons hold;
- `ahead` is a function while it is written, `rules` which node is written by what: `moving`,
  `conditions`, `combining`, `values`, `operands`, `lists`;
- `passes` and `emitted` write statements, `segments` the function for a record, `module` the whole;
- `provided`, `courses`, `counting` and `clock` are what the code calls; `results` makes `Horizon`s.
"""
