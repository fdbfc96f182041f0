"""The tests that packs carry: `test` statements with what is given and what is expected."""

from forecourt.core.testing.cases import check_tests
from forecourt.core.testing.report import TestReport, TestResult
from forecourt.core.testing.runner import run_tests

__all__ = ["TestReport", "TestResult", "check_tests", "run_tests"]
