"""Kept values back from bytes. A pickle may name the project's value classes and nothing else, so
that a tampered cache or journal runs nothing."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Set
from enum import Enum, EnumType
from typing import Any


class _ValuesOnly(pickle.Unpickler):
    def __init__(self, content: bytes, modules: Set[str], others: Set[tuple[str, str]]) -> None:
        super().__init__(io.BytesIO(content))
        self._modules = modules
        self._others = others

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            # So early versions of Python 3.11 pickle the members of an enumeration.
            return _member
        if (module, name) not in self._others and (module not in self._modules or "." in name):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = getattr(sys.modules[module], name, None)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def _member(kind: object, name: str) -> Enum:
    if isinstance(kind, EnumType) and name in kind.__members__:
        found: Enum = kind[name]
        return found
    raise pickle.UnpicklingError(f"{kind}.{name}")


def load_values(
    content: bytes, *, modules: Set[str], others: Set[tuple[str, str]] = frozenset()
) -> Any:
    """The value in a pickle of classes that `modules` define, or that `others` name one by one.

    Raises UnpicklingError for any other class; damaged content raises whatever pickle raises.
    """
    return _ValuesOnly(content, modules, others).load()
