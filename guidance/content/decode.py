"""Turns a parsed YAML node into frozen dataclasses, refusing unknown keys, missing keys and wrong types."""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any


class ContentError(Exception):
    """A content file is malformed; the message names the file and the key."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem


def decode(kind: Any, node: Any, where: str) -> Any:
    """Build a value of the type `kind` from `node`; raise ContentError naming `where` when it does not fit."""
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, node, where)
    if origin in (typing.Union, types.UnionType):
        return _decode_union(typing.get_args(kind), node, where)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind)[0], node, where)
    if origin is dict:
        return _decode_dict(typing.get_args(kind)[1], node, where)
    if origin is typing.Literal:
        return _decode_choice(typing.get_args(kind), node, where)
    return _decode_scalar(kind, node, where)


def _decode_dataclass(kind: Any, node: Any, where: str) -> Any:
    """One mapping, each key a field; a field marked `read: False` is filled by the reader, never by a file."""
    if not isinstance(node, Mapping):
        raise ContentError(where, f"a mapping is expected, not {type(node).__name__}")
    hints = _hints(kind)
    fields = {field.name: field for field in dataclasses.fields(kind) if field.metadata.get("read", True)}
    for key in node:
        if key not in fields:
            raise ContentError(f"{where}.{key}", "unknown key")
    values = {}
    for name, field in fields.items():
        if name in node:
            values[name] = decode(hints[name], node[name], f"{where}.{name}")
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise ContentError(f"{where}.{name}", "missing key")
    return kind(**values)


def _decode_union(kinds: tuple[Any, ...], node: Any, where: str) -> Any:
    """Either an optional value, or one of several tagged classes."""
    if node is None and type(None) in kinds:
        return None
    rest = [kind for kind in kinds if kind is not type(None)]
    if len(rest) == 1:
        return decode(rest[0], node, where)
    return _decode_tagged({kind.TAG: kind for kind in rest}, node, where)


def _decode_tagged(kinds: dict[str, Any], node: Any, where: str) -> Any:
    """`{table: {...}}`; `{p: "words"}` for a bare class; an inline class has its tag among its own keys."""
    if isinstance(node, Mapping):
        for tag, kind in kinds.items():
            if getattr(kind, "INLINE", False) and tag in node:
                return decode(kind, node, where)
    if not isinstance(node, Mapping) or len(node) != 1:
        raise ContentError(where, f"one key is expected, among {', '.join(sorted(kinds))}")
    tag, value = next(iter(node.items()))
    if tag not in kinds:
        raise ContentError(f"{where}.{tag}", f"unknown kind, not among {', '.join(sorted(kinds))}")
    kind = kinds[tag]
    names = [field.name for field in dataclasses.fields(kind)]
    if getattr(kind, "BARE", False):
        value = {names[0]: value}
    return decode(kind, value, f"{where}.{tag}")


def _decode_tuple(kind: Any, node: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(node, list):
        raise ContentError(where, f"a list is expected, not {type(node).__name__}")
    return tuple(decode(kind, item, f"{where}[{place}]") for place, item in enumerate(node))


def _decode_dict(kind: Any, node: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(node, Mapping) or not all(isinstance(key, str) for key in node):
        raise ContentError(where, "a mapping with words as keys is expected")
    return types.MappingProxyType({key: decode(kind, value, f"{where}.{key}") for key, value in node.items()})


def _decode_choice(choices: tuple[Any, ...], node: Any, where: str) -> Any:
    if node not in choices:
        raise ContentError(where, f"{node!r} is not among {', '.join(map(str, choices))}")
    return node


def _decode_scalar(kind: Any, node: Any, where: str) -> Any:
    if type(node) is not kind:
        raise ContentError(where, f"{kind.__name__} is expected, not {type(node).__name__}")
    if kind is str and not node.strip():
        raise ContentError(where, "empty words")
    return node


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind, localns={"date": datetime.date})
