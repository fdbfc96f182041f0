"""The token pattern: one compiled expression that takes a physical line apart.

Alternatives are tried from top to bottom. Words that are operators only before what they need
(`latest` before a name, `at least` before a number) are told apart here, by looking ahead, so
that everywhere else they stay names.
"""

from __future__ import annotations

import re
import unicodedata


def _combining_marks() -> str:
    r"""Return the combining marks of living scripts as ranges for a character class.

    Python's `\w` leaves them out, yet they belong to words (the accents of a decomposed `é`).
    """
    marks = [code for code in range(0x300, 0x3100) if unicodedata.category(chr(code))[0] == "M"]
    ranges: list[list[int]] = []
    for code in marks:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_COMBINING = _combining_marks()

WORD = rf"[^\W\d][\w{_COMBINING}]*"
_END = r"(?!\w)"
_RESERVED = (
    r"(?:for|by|to|from|until|after|before|when|otherwise|with|per|as|of|on|where"
    r"|and|or|not|in|is|else|yes|no)(?!\w)"
)
FREE = rf"(?!{_RESERVED}){WORD}"
"""A word that is not reserved."""
_FREE_AHEAD = rf"[ ]+(?!{_RESERVED})[^\W\d]"
"""A space and the beginning of such a word, for looking ahead."""

_NUMBER = r'(?:(?<![\w)\]"%])-)?[0-9]+(?:\.[0-9]+)*'
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
_UNIT = rf"(?:working[ ]+days?{_END}|°?{FREE}(?:/(?=[^\W\d]){WORD})?)(?!\w|\.(?!\.)|[(\[])"
_WHOLE_DATE = r"(?![\w:]|[+-][0-9])"
_WHOLE_NUMBER = r"(?![\w:]|\.\w)"
_TEXT = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_LANGUAGE = rf"(?!{_RESERVED})[a-z]{{2}}(?:_[A-Z][A-Za-z]+)?"
_OTHER = rf"(?:[ ]+other(?={_FREE_AHEAD}))?"

SOFT_PREFIXES = rf"""
    (?P<aggregate> (?: (?:any|every|no|latest|earliest|largest|smallest)
                     | (?:count|sum|average)[ ]+of ) {_OTHER} (?={_FREE_AHEAD}) )
  | (?P<share>     at[ ]+(?:least|most)[ ]+[0-9]+[ ]+of (?=[ ]*\(|{_FREE_AHEAD})
                 | all[ ]+of (?=[ ]*\(|{_FREE_AHEAD}) )
  | (?P<whichever> the[ ]+(?:later|earlier)[ ]+of{_END} )
  | (?P<full>      full[ ]+(?:years|months|weeks|days|hours|minutes)[ ]+from{_END} )
  | (?P<date_of>   date[ ]+of (?=[ ]*\(|{_FREE_AHEAD}) )
"""

FIXED_PHRASES = rf"""
    (?P<role_is>     role[ ]+{FREE}[ ]+is[ ]+(?:present|available){_END} )
  | (?P<step_is>     step[ ]+{FREE}[ ]+is[ ]+{FREE} )
  | (?P<step_result> step[ ]+{FREE}[ ]+has[ ]+result[ ]+{FREE} )
  | (?P<has_role>    has[ ]+role[ ]+{FREE} )
  | (?P<period>      (?:this|last|next)[ ]+(?:day|week|month|quarter|year){_END} )
  | (?P<sample>      sample[ ]+[0-9.]+[ ]*%[ ]+by[ ]+{FREE} )
"""

TOKEN = re.compile(
    rf"""[ ]*(?:
    (?P<comment>   \# )
  | (?P<label>     {_LANGUAGE}[ ]*{_TEXT} )
  | (?P<text>      {_TEXT} )
  | (?P<moment>    {_DAY}(?:[ ]+|T){_TIME}{_WHOLE_DATE} )
  | (?P<day>       {_DAY}{_WHOLE_DATE} )
  | (?P<time>      {_TIME}{_WHOLE_DATE} )
  | (?P<misdated>  [0-9]{{1,4}}-[0-9]{{1,2}}-[0-9]{{1,4}}[\w:+.-]*
                 | [0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{2,4}}{_END} )
  | (?P<thousands> [0-9]{{1,3}}(?:,[0-9]{{3}})+{_WHOLE_NUMBER} )
  | (?P<quantity>  {_NUMBER}(?:[ ]*%|[ ]+{_UNIT}) )
  | (?P<number>    {_NUMBER}{_WHOLE_NUMBER} )
  | (?P<malformed> [0-9][\w:+.-]* )
  | (?P<known>     is[ ]+(?:not[ ]+)?known{_END} )
  | (?P<not_in>    not[ ]+in{_END} )
  | (?P<is_in>     is (?=[ ]+(?:this|last|next)[ ]+(?:day|week|month|quarter|year){_END}) )
  | (?P<is_other>  is{_END}(?:[ ]+(?:not[ ]+)?\w+)? )
  | (?P<twofold>   not[ ]+before{_END} | up[ ]+to{_END} )
  | (?P<finish>    whichever[ ]+(?:first|last){_END} )
  | {SOFT_PREFIXES}
  | {FIXED_PHRASES}
  | (?P<linking>   (?:has(?:[ ]+not)?|reaches)(?={_FREE_AHEAD}|[ ]+["0-9(-]) )
  | (?P<if_present> if(?=[ ]+present{_END}) )
  | (?P<call>      {FREE}\( )
  | (?P<word>      {WORD}(?:['’]s{_END})? )
  | (?P<field>     \.\w[\w{_COMBINING}]* )
  | (?P<comma>     , )
  | (?P<opening>   [(\[] )
  | (?P<closing>   [)\]] )
  | (?P<foreign>   !?==  | && | \|\| | <> | =< | => | // | /\* | \*\* | -- | [≤≥≠×÷] )
  | (?P<arrow>     -> | → )
  | (?P<operator>  <= | >= | != | \.\. | [=<>+*/] )
  | (?P<minus>     - )
  | (?P<bar>       \| )
  | (?P<unclosed>  " )
  | (?P<quote>     ['‘’“”„«»`] )
  | (?P<stray>     [^ ] )
    )""",
    re.VERBOSE | re.DOTALL,
)
"""The group that matched names what was found."""

HEAD = re.compile(WORD)
"""The first word of a line."""

EXPRESSION_ROW = re.compile(
    rf"""
    {FREE} (?: [.\[(] | -\w
             | [ ]+ (?: (?:in|not[ ]+in|is|and|or|else|reaches){_END}
                      | has{_END}(?![ ]+role{_END}) | -[ ] )
             | [ ]* (?: [+*/=<>,] | != | \.\. ) )
  | (?:any|no|latest|earliest|largest|smallest) {_OTHER} {_FREE_AHEAD}
  | every[ ]+{FREE}[ ]+where{_END}
  | (?:count|sum|average)[ ]+of {_OTHER} {_FREE_AHEAD}
  | (?:at[ ]+(?:least|most)[ ]+[0-9]+|all)[ ]+of (?: [ ]*\( | [ ]+{FREE}\[ )
  | the[ ]+(?:later|earlier)[ ]+of{_END}
  | full[ ]+(?:years|months|weeks|days|hours|minutes)[ ]+from{_END}
  | date[ ]+of{_END}
  | not (?:{_FREE_AHEAD}|[ ]+\()
  | {FIXED_PHRASES}
    """,
    re.VERBOSE,
)
"""The beginning of an indented line whose first word is only part of an expression or list.

`every` alone is not among the words: it is a clause of its own far more often.
"""

LIMITED = re.compile(rf"required[ ]+in{_END}")
"""`required in 0 % .. 15 %`: a head, and yet the left side of its body's `in`."""

CONTINUATION = re.compile(rf"(?:and|or){_END} | [,)\]+*/→] | \.\. | -[ ] | ->", re.VERBOSE)
"""The beginning of a deeper line that carries on with the line above, whichever that is."""

CLAUSE_CONTINUATION = re.compile(
    rf"(?:else|where|in|not[ ]+in|is|has){_END} | [=<>] | !=", re.VERBOSE
)
"""The same where the line above is itself indented; below a statement's line these begin rows."""
