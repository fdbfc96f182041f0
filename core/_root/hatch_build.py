"""Build hook: installs the top-level folders as sub-packages of `forecourt`."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SUB_PACKAGES = ("core", "plugins", "rules")
PACKAGE_FILES = ("__init__.py", "__main__.py", "py.typed")


class ForecourtLayout(BuildHookInterface[Any]):
    """A wheel gets copies of the root package's files; an editable install gets links."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add `forecourt/__init__.py` and its neighbours to what is built."""
        root = Path(self.root)
        files = {name: root / "core" / "_root" / name for name in PACKAGE_FILES}
        if version == "editable":
            _link(root / ".editable" / "forecourt", files | {n: root / n for n in SUB_PACKAGES})
        else:
            copies = {str(path): f"forecourt/{name}" for name, path in files.items()}
            build_data["force_include"].update(copies)


def _link(package: Path, targets: dict[str, Path]) -> None:
    """Make `package` a folder of links, one for each target."""
    package.mkdir(parents=True, exist_ok=True)
    for name, target in targets.items():
        link = package / name
        link.unlink(missing_ok=True)
        link.symlink_to(target, target_is_directory=target.is_dir())
