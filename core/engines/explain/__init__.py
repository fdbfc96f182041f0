"""The explainer: interprets a plan directly and gives the reasons of its outcome.

It is the specification that other engines are held to, so it is written to be read.
"""

from forecourt.core.engines.explain.describe import describe
from forecourt.core.engines.explain.engine import explain
from forecourt.core.engines.explain.reasons import Explanation

__all__ = ["Explanation", "describe", "explain"]
