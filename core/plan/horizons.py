"""Horizons: until when what a plan says stays as it is, as long as no record changes.

The horizon h of an expression is a moment after the as-of moment, up to which it comes to the same:
value, truth and blame. It is never late; it may be early. These rules define it, from the form of
the plan and what the records hold, so every engine gives the same one. Moments are those of the
store's wall clock, in whole seconds. "Least" of nothing is never (`NEVER`).

Moving
======

*Moving* is what the clock alone moves, in one direction, by a step: a day, a second, or a count up
or down. Where its value is known it can be told when it *comes to* a bound ahead; that holds until
`u`. Moving by form are, and nothing else:

`Today`: comes to a day at its midnight. u: never.

`Now`: comes to a moment at that moment. u: never.

`DayOf` of a moving moment: comes to a day when the moment comes to its midnight. u: the moment's.

`PeriodStart` of a moving day: comes to a day d when that day comes to the first day of a period
that is d or later. u: the day's.

`Shift` of a moving day by n (negative if not `forward`): comes to a day d when the day that is
moved comes to the first one that is moved to d or beyond. That is

- by days: d - n;
- by months: p = d - n months, clamped, if p has d's day of the month; else p + 1 day;
- by working days, W being the open days of the calendar in order, and j of them before d: for n > 0
  W[j - n], or the calendar's first day if j < n; for n < 0 the day after W[j - n - 1]; for n = 0 d.

  u: least of the day's, of h of the amount, and of when the day comes to the first one that cannot
  be moved: by days 9999-12-31 - n + 1 day, by months the first day after the month 9999-12 - n, by
  working days the day after the calendar, or for n > 0 W[size of W - n] if that is earlier.

`Shift` of a moving moment: runs as the clock does, so it comes to t after t - its value. u: least
of the moment's, of h of the amount, and of the next edge of both the moment and the value; by
months and working days also of the moment's next midnight; and after 9999-12-31 23:59:59 - value.
The *edges* are each wall clock time W just before a clock change, and where the change skips a time
g, W + g and W + 2 g; a moment m comes to an edge e after e - m.

`FullUnits` to a moving `end` from a `start` that isn't moving: rises, and comes to a count c when
`end` comes to `start` moved on by c units; where `end` is a day and that a moment, to the first day
that begins at it or later. In hours and minutes only if `end` is a moment: after as many seconds as
lack. u: least of the end's, of h of `start`; in hours and minutes also of the next edge of `end`.

`FullUnits` from a moving `start` to an `end` that isn't moving: falls, and comes to c when `start`
moved on by c + 1 units is beyond `end`. u: least of the start's, and of h of `end`. Between

- two days, not in hours and minutes: when `start` comes to the first day that is moved beyond `end`
  (as for `Shift`; by years it is `end` - (c + 1) years, clamped, + 1 day);
- a moment and either: after as many seconds as lack, but no later than the next edge of `start` in
  hours and minutes, and than the next midnight of `start` and the next edge of `start` so moved in
  other units.

Values
======

A moving value that is known: least of u, and of when it comes to one step on. Of all others:

====================================  ============================================================
`Const` `NoValue` `Subject` `Root`    never
`Element` `Ordinal`
`Today` `Now`                         as moving
`Parameter`                           strict in its keys; if they are known, also the next midnight
                                      at which a value at these keys comes into force, or out of it
`Ref`                                 h of the record; if it is known, also of the decision: in a
                                      value pass of its value pass, in a certainty pass of both
`Ask`                                 least h of the records of its fields
`Else`                                h of `first` if that is known, else least of both
`Case`                                least of the conditions up to the one that is true, and of the
                                      value that is given
`Pick`                                least of all, if none is known. Else least of the best one (of
                                      equal ones the first), of how long each other known one goes
                                      on comparing as no better, and of those that aren't known
`Shift` by working days               without any calendar, if both operands are known: least k of
                                      them. Else strict
strict nodes                          operands all known: least of all. Any of them none: greatest
                                      of those. Else least of h of those missing and k of the others
====================================  ============================================================

k, how long a known value stays known, is u of a moving one, h of any other.

Conditions
==========

`Compare` of two known values, one of them moving: least of u, of h of the other side, and of when
it comes to its bound: the other side's value v for `>=` and `<`, one step beyond v for `>` and
`<=`, both for `=`, where these are still ahead. That is said for a rising left side; if it falls,
or stands on the right, the relation is mirrored (twice mirrored is as it was). Of two known values
both or neither moving: least of both.

====================================  ============================================================
`Within`, all known                   as `And` of its two comparisons, but no longer than least k
`Among`, all known                    as `Or` of its equalities, but no longer than least k; and no
                                      longer than h of the options that are none
atoms, not all known                  strict; but where a `Count` is missing and nothing is none,
                                      least of all
`Has` `Truth` `Sampled`               strict
`IsKnown` `ThereIs`                   k of a known value, else h
`Not` `Holds`                         as the condition
`And`                                 false: greatest of the false ones. Else least of all
`Or`                                  true: greatest of the true ones. Else least of all
`AtLeast` n of m                      true, t being true: the (t - n + 1)-th smallest of those
                                      false, f being false: the (f - m + n)-th smallest of those
                                      (never, if there are not so many). Unknown: least of all
`Exists` `Every`                      as `Or` and `And` over the elements
`Count`                               least over the elements' conditions
`Sum` `Average`                       besides, of the values of the elements that count
`Best` `BestRecord`                   besides, of the values of those that count or are unknown
all over a list                       no longer than h of the record whose list it is
====================================  ============================================================

Statements
==========

A pass of a `Decision`: least of the conditions of the rows looked at, and of the values of the rows
taken; of the fallback, if that gives the value. A decision: least of its two passes (where nothing
uncertain is read they look at the same rows). If it is uncertain and the certainty pass blames
nothing: also of all decisions that its rows and its fallback read anywhere, of the records they are
read of, and of the records whose lists they are read in.

An `Emission`: its condition. If that is true, also of its `Series`, and of the fields, `occurrence`
and `asks` of each occurrence that is emitted.

A `Series`: least of `first` and `last`. Where these give ordinals to look at, also, taking `opens`
and `closes` as compared with today or now: if the first has not opened, of its `opens` and its
`left_out`. Else of the `opens` and the `left_out` of the latest that has, of the `opens` of the
next one, and, going back from the latest one, of `closes` of each up to the first that isn't still
open, and of `done` and `left_out` of those that are. If there is no latest one, of the `opens` of
`first + 2^40`.

An outcome changes next at the least horizon of the reported decisions, of the value passes of other
decisions with hit policy UNIQUE, and of the emissions, for each record of the file; and at none,
where that is `FAR` or later.
"""

from __future__ import annotations

from datetime import datetime

NEVER = datetime(9999, 12, 31)
"""What stands for a horizon that there is none of. Engines never use a null in its place."""

FAR = datetime(9000, 1, 1)
"""From here on a statement's horizon counts as none: the calendar itself would come to its end."""
