"""The built-in plugins, found by looking at the code rather than at what is installed."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType

import pluggy
import pytest

import forecourt.plugins
from forecourt.core.hooks import GROUP, Hooks


def _has_hooks(module: ModuleType) -> bool:
    parse = pluggy.PluginManager(GROUP).parse_hookimpl_opts
    return any(parse(module, name) is not None for name in dir(module))


@pytest.fixture(scope="session")
def plugin_modules() -> Mapping[str, ModuleType]:
    """Every module under `forecourt.plugins` that implements a hook, by its import name."""
    found = pkgutil.walk_packages(forecourt.plugins.__path__, "forecourt.plugins.")
    modules = (importlib.import_module(info.name) for info in found)
    return {module.__name__: module for module in modules if _has_hooks(module)}


@pytest.fixture(scope="session")
def plugins(plugin_modules) -> pluggy.PluginManager:
    """A plugin manager of its own, with every built-in plugin."""
    manager = pluggy.PluginManager(GROUP)
    manager.add_hookspecs(Hooks)
    for module in plugin_modules.values():
        manager.register(module)
    return manager
