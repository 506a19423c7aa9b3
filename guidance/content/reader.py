"""Reads the official texts and the tables beside them from their reviewed files, without Django.

Every function raises `ContentError`, naming the file and the key, when a file is missing or malformed.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import yaml

from guidance.content.decode import ContentError, decode
from guidance.content.records import (
    Correspondence,
    LaterFigure,
    LinkedText,
    OpenPromise,
    Pathologies,
    References,
    Requirement,
    Restoration,
    Term,
)
from guidance.content.shapes import Edition, Section, TextData
from guidance.data_files import SAFE_LOADER

__all__ = [
    "ROOT",
    "TEXT_SLUGS",
    "ContentError",
    "read_correspondences",
    "read_countries",
    "read_glossary",
    "read_linked_texts",
    "read_pathologies",
    "read_promises",
    "read_references",
    "read_requirements",
    "read_restorations",
    "read_text",
    "read_texts",
]

ROOT = Path(__file__).resolve().parent
TEXT_SLUGS = ("instruction-2011", "arrete-2017")


def read_text(slug: str, root: Path = ROOT) -> TextData:
    """The text `slug`, its editions in the order of its file, each with its sections in the order of their names."""
    path = root / slug / "text.yaml"
    text = decode(TextData, _load(path), _name(path))
    editions = tuple(_with_sections(edition, path.parent / edition.slug) for edition in text.editions)
    return dataclasses.replace(text, editions=editions)


def read_texts(root: Path = ROOT) -> tuple[TextData, ...]:
    """Both official texts, the older first."""
    return tuple(read_text(slug, root) for slug in TEXT_SLUGS)


def read_restorations(root: Path = ROOT) -> tuple[Restoration, ...]:
    """The gaps between the source files and what is published, for « Écarts avec la source »."""
    return _read_rows(Restoration, root / "restorations.yaml")


def read_requirements(root: Path = ROOT) -> tuple[Requirement, ...]:
    """The table from requirement ids (A-01 to B-22) to the labels of their clauses."""
    return _read_rows(Requirement, root / "requirements.yaml")


def read_references(root: Path = ROOT) -> References:
    """The sources and the contacts that the texts print or name, all to be checked by an editor."""
    path = root / "references.yaml"
    return decode(References, _load(path), _name(path))


def read_pathologies(root: Path = ROOT) -> Pathologies:
    """The groups of pathologies that sort the references, in the words of the arrêté (B-21, B-22)."""
    path = root / "pathologies.yaml"
    return decode(Pathologies, _load(path), _name(path))


def read_countries(root: Path = ROOT) -> dict[str, str]:
    """The French name of each country by its code."""
    path = root / "countries.yaml"
    return dict(decode(dict[str, dict[str, str]], _load(path), _name(path))["countries"])


def read_linked_texts(root: Path = ROOT) -> tuple[LinkedText, ...]:
    """The other official texts that the two texts cite, or that bear on them."""
    return _read_rows(LinkedText, root / "linked-texts.yaml")


def read_promises(root: Path = ROOT) -> tuple[OpenPromise, ...]:
    """The acts that the texts announce and leave open."""
    return _read_rows(OpenPromise, root / "promises.yaml")


def read_later_figures(root: Path = ROOT) -> tuple[LaterFigure, ...]:
    """What was read elsewhere of later years; a figure that nobody read has no words."""
    return _read_rows(LaterFigure, root / "later-figures.yaml")


def read_glossary(root: Path = ROOT) -> tuple[Term, ...]:
    """The terms and acronyms, with the words that define them."""
    return _read_rows(Term, root / "glossary.yaml")


def read_correspondences(root: Path = ROOT) -> tuple[Correspondence, ...]:
    """The pairs of clauses compared across the two texts, in reading order."""
    return _read_rows(Correspondence, root / "correspondences.yaml")


def _with_sections(edition: Edition, folder: Path) -> Edition:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise ContentError(_name(folder), "no section file")
    return dataclasses.replace(edition, sections=tuple(_read_section(path) for path in paths))


def _read_section(path: Path) -> Section:
    section = decode(Section, _load(path), _name(path))
    return dataclasses.replace(section, file=_name(path))


def _read_rows(kind: Any, path: Path) -> tuple[Any, ...]:
    return decode(tuple[kind, ...], _load(path), _name(path))


def _load(path: Path) -> Any:
    """The parsed file; a repeated key is refused, since YAML would silently keep the last."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _StrictLoader)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(_name(path), str(error)) from error


def _name(path: Path) -> str:
    """The path below the content folder: a message must not print the place of the machine."""
    parts = path.parts
    return "/".join(parts[-3:] if parts[-3] in TEXT_SLUGS else parts[-2:] if parts[-2] in TEXT_SLUGS else parts[-1:])


class _StrictLoader(SAFE_LOADER):
    """A safe loader that refuses a key written twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)
