"""Functions of plugins: given by an expression, they are part of the plan; by Python, called."""

import pytest

from forecourt.core.check.functions import Function
from forecourt.core.plan import nodes as n
from forecourt.core.registry import load_registry
from forecourt.core.values.types import Text, Whole

COLON = n.Const(":", Text())


def named(first, second):
    return n.Join((first, COLON, second), Text())


def test_a_call_of_an_expression_becomes_what_the_expression_makes():
    two_texts = (("model", Text()), ("id", Text()))
    function = Function("named", two_texts, Text(), None, "A name", expression=named)
    arguments = n.Const("leaf", Text()), n.NoValue(Text())
    assert function.called(*arguments) == named(*arguments)


def test_a_call_of_python_stays_one():
    function = Function("twice", (("number", Whole()),), Whole(), lambda one: 2 * one, "Double")
    two = n.Const(2, Whole())
    assert function.called(two) == n.Call("twice", (two,), Whole())


def test_an_expression_of_another_type_is_refused_before_a_rule_calls_it():
    with pytest.raises(TypeError, match="`named` is not of the type it returns"):
        Function("named", (("id", Text()),), Whole(), None, "A name", expression=lambda one: one)


@pytest.mark.parametrize("python", [None, len])
def test_a_function_is_given_in_one_way(python):
    expression = None if python is None else (lambda one: one)
    with pytest.raises(TypeError, match="either `python` or `expression`"):
        Function("length", (("text", Text()),), Text(), python, "", expression=expression)


def test_the_name_of_a_record_is_an_expression_that_engines_never_call():
    registry = load_registry()
    assert registry.vocabulary.functions["record_name"].expression is not None
    assert "record_name" not in registry.functions()
