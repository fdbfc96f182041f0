"""The pages of findings about rules and plugins: each example gives exactly its code.

What stands under `Instead` gives none.
"""

import inspect
import re
import shlex
import textwrap
from dataclasses import replace
from importlib import metadata
from types import ModuleType

import pytest
from typer.testing import CliRunner

from forecourt.core.check.kinds import Kind
from forecourt.core.cli import app
from forecourt.core.diagnostics import Diagnostic, checking, plugins, policies
from forecourt.core.hooks import GROUP
from forecourt.core.policy.packs import PackText, read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import build_registry
from forecourt.core.testing import run_tests

MODULES = (checking, policies, plugins)


def classes(module):
    found = (each for _, each in inspect.getmembers(module, inspect.isclass))
    return [each for each in found if issubclass(each, Diagnostic) and "code" in vars(each)]


def sections(page):
    """Return the parts of a page by their headings."""
    parts = re.split(r"^(\w[\w ]+):$", inspect.getdoc(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], map(textwrap.dedent, parts[2::2]), strict=True))


def examples(*modules, form=""):
    """Return code, example and instead of the pages whose heading names that form."""
    return [
        pytest.param(page.code, parts[f"Example{form}"], parts[f"Instead{form}"], id=page.code)
        for module in modules
        for page in classes(module)
        if f"Example{form}" in (parts := sections(page))
    ]


@pytest.fixture(scope="session")
def findings(policy_of, registry):
    """Return the codes of what is wrong with rule text, its own tests among it."""

    def codes(text):
        policy = policy_of(text)
        return {one.code for one in (*policy.diagnostics, *run_tests(policy, registry).findings)}

    return codes


@pytest.fixture(scope="session")
def findings_of_plugin():
    """Return the codes of what is wrong with a plugin that stands beside the installed ones."""
    entries = sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name)

    def codes(source):
        return [one.code for one in build_registry([*entries, _Entry(source)]).diagnostics]

    return codes


class _Entry:
    """An entry point whose plugin is a module of that source."""

    name, value, dist = "example", "example", None

    def __init__(self, source):
        self.source = source

    def load(self):
        module = ModuleType(self.value)
        exec(self.source, vars(module))  # noqa: S102 - the examples are our own
        return module


@pytest.mark.parametrize("module", MODULES)
def test_every_finding_that_is_reported_has_a_page_of_four_parts(module):
    for page in classes(module):
        parts = list(sections(page))
        form = parts[2].removeprefix("Example")
        expected = ["What it means", "Why it matters", f"Example{form}", f"Instead{form}"]
        assert parts == expected, page.code


def test_a_code_stands_for_one_finding():
    codes = [page.code for module in MODULES for page in classes(module)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(("code", "example", "instead"), examples(checking))
def test_statements(findings, code, example, instead):
    header = "pack my_store 2026.11\n"
    assert findings(header + example) == {code}
    assert findings(header + instead) == set()


@pytest.mark.parametrize(("code", "example", "instead"), examples(policies))
def test_packs(findings, code, example, instead):
    assert findings(example) == {code}
    assert findings(instead) == set()


@pytest.mark.parametrize(("code", "example", "instead"), examples(plugins, form=" in Python"))
def test_plugins(findings_of_plugin, code, example, instead):
    assert findings_of_plugin(example) == [code]
    assert findings_of_plugin(instead) == []


@pytest.mark.parametrize(("code", "example", "instead"), examples(checking, form=" in Python"))
def test_kinds_of_statements(registry, code, example, instead):
    def codes(source):
        names = {"Kind": Kind}
        exec(source, names)  # noqa: S102 - the examples are our own
        kind = names["Promise"]
        kind.__module__ = "example"
        vocabulary = replace(registry.vocabulary, kinds={kind.word: kind})
        text = f"pack my_store 2026.11\n{kind.word} something for order"
        pack = PackText("my_store", {"my_store.rules": text})
        return [one.code for one in resolve(pack, {}, vocabulary).diagnostics]

    assert codes(example) == [code]
    assert codes(instead) == []


@pytest.mark.parametrize(("code", "example", "instead"), examples(policies, form=" as a folder"))
def test_folders(tmp_path, code, example, instead):
    def codes(root, path):
        file = root / path.strip()
        file.parent.mkdir(parents=True)
        file.write_text("pack my_store 2026.11\n", encoding="utf-8")
        return [one.code for one in read_pack(root / "my_store")[1]]

    assert codes(tmp_path / "example", example) == [code]
    assert codes(tmp_path / "instead", instead) == []


@pytest.mark.parametrize(("code", "example", "instead"), examples(plugins, form=" as a command"))
def test_commands(tmp_path, monkeypatch, code, example, instead):
    def run(command):
        return CliRunner().invoke(app, shlex.split(command)[1:])

    store = tmp_path / "store"
    assert run(f"forecourt init {store} --pack demo_store").exit_code == 0
    monkeypatch.chdir(store)
    assert f"error[{code}]" in run(example).stderr
    assert run(instead).exit_code == 0
