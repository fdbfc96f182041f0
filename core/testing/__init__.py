"""Running the tests that packs carry: `test` statements with what is given and what is expected."""

from forecourt.core.testing.report import TestReport, TestResult
from forecourt.core.testing.runner import run_tests

__all__ = ["TestReport", "TestResult", "run_tests"]
