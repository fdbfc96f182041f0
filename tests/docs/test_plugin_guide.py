"""The guide for writers of plugins shows the code that the tests install, and all hooks."""

import inspect
import re

import pytest

from forecourt.core.hooks import Hooks


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs" / "plugins.md").read_text(encoding="utf-8")


def test_the_code_is_that_of_the_plugin_that_is_installed_by_the_tests(guide, blocks, project):
    shown = [(info.split()[1], text) for info, text in blocks(guide) if " " in info]
    assert len(shown) > 5
    for path, text in shown:
        assert text == (project / path).read_text(encoding="utf-8"), path


def test_no_module_of_the_plugin_is_left_out(guide, blocks, project):
    shown = {info.split()[1] for info, _ in blocks(guide) if " " in info}
    plugin = project / "tests" / "third_party" / "forecourt_loyalty"
    modules = {path.relative_to(project).as_posix() for path in plugin.rglob("*.py")}
    assert modules <= shown


def test_the_table_has_every_hook_with_what_its_specification_says(guide):
    listed = dict(re.findall(r"^\| `(provide_\w+)` \| (.+) \|$", guide, flags=re.MULTILINE))
    hooks = {name: hook for name, hook in vars(Hooks).items() if not name.startswith("_")}
    assert listed == {name: inspect.getdoc(hook) for name, hook in hooks.items()}
