"""Built-in plugins are named as entry points, and nowhere else."""

import tomllib
from pathlib import Path

import pytest

from forecourt.core.hooks import GROUP

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@pytest.fixture(scope="module")
def entry_points():
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    return project["entry-points"][GROUP]


def test_every_module_with_hooks_is_an_entry_point_and_no_other(entry_points, plugin_modules):
    named = {module for module in entry_points.values() if module.startswith("forecourt.plugins.")}
    assert named == set(plugin_modules)


def test_no_module_is_named_twice(entry_points):
    assert len(set(entry_points.values())) == len(entry_points)


def test_a_role_or_phase_is_named_as_itself(entry_points, plugin_modules):
    provided = {
        name: {
            one.name
            for hook in ("provide_roles", "provide_phases")
            for one in getattr(module, hook, tuple)()
        }
        for name, module in plugin_modules.items()
    }
    one_each = {(*names, module) for module, names in provided.items() if len(names) == 1}
    assert one_each <= set(entry_points.items())
