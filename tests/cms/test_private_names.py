"""No private name of a framework is used: those are what a new version takes away."""

import ast
from collections.abc import Iterator
from pathlib import Path

from launcher.places import ROOT

FOLDERS = ("cms", "community", "mentors", "resources", "launcher", "benchmarks")
# Underscored, and documented all the same.
DOCUMENTED = {"_meta", "_state", "_db", "_default_manager", "_base_manager"}
# Of others than Django, without a public way to the same; each has tests of its own.
BORROWED = {
    "_wagtail_site",  # Wagtail: where Site.find_for_request looks first
    "_add_marked_content",  # fpdf2: a tag around text
    "_out",
}
# Not underscored, never documented, gone in Django 6.1.
GONE = {"cc_delim_re"}


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name != "_"


def defined(tree: ast.Module) -> Iterator[str]:
    """Give what a module itself names: functions, classes, variables, fields."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(
                value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()
            ):
                yield name


def used(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give the line and the name of each attribute, and of each name from Django."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "")[:6] == "django":
            yield from ((node.lineno, alias.name) for alias in node.names)


def test_no_private_name_of_a_framework_is_used():
    sources = list(trees())
    ours = {name for _path, tree in sources for name in defined(tree)}
    known = ours | DOCUMENTED | BORROWED
    assert [
        f"{path}:{line} {name}"
        for path, tree in sources
        for line, name in used(tree)
        if name in GONE or (is_private(name) and name not in known)
    ] == []
