from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.values.arithmetic import div

WHOLE = st.integers(-(10**36), 10**36)


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [(7, 2, 4), (-7, 2, -4), (7, -2, -4), (-7, -2, 4), (5, 4, 1), (-5, 4, -1), (0, -3, 0)],
)
def test_2_2_div_rounds_half_away_from_zero(numerator, denominator, quotient):
    assert div(numerator, denominator) == quotient


@given(WHOLE, WHOLE.filter(bool))
def test_2_2_div_is_never_further_than_a_half_from_the_quotient(numerator, denominator):
    exact, rounded = Fraction(numerator, denominator), div(numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(WHOLE, WHOLE.filter(bool), st.integers(1, 10**6))
def test_div_does_not_depend_on_a_common_factor(numerator, denominator, factor):
    assert div(numerator * factor, denominator * factor) == div(numerator, denominator)


def test_div_by_zero_is_refused():
    with pytest.raises(ValueError, match="division by zero"):
        div(1, 0)
