"""Templates in, self-contained HTML pages out.

A page carries its own style and script and a content security policy that allows these two by
their SHA-256 and nothing else: no network, no other script, however hostile the quoted text.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, fields
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import FileSystemLoader, StrictUndefined, compiler
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from scorer.paths import resource_folder
from scorer.renderers.template_cache import TemplateCache

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What `base.html` shows around every page."""

    policy: str
    style: Markup
    script: Markup


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """The one Jinja environment: sandboxed, escaping everything, refusing unknown names."""
    folder = resource_folder("templates")
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        bytecode_cache=TemplateCache(folder, (Path(compiler.__file__), Path(__file__))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


_PIECES = 512
"""Pieces of a template that are put together at once."""


@lru_cache(maxsize=8)
def shell(style_name: str, script_name: str, *more_styles: str) -> Shell:
    """Style and script files of templates/, trusted as they are, and the policy that fits them.
    Later styles add to the first one, or override it."""
    style, script = "".join(map(_asset, (style_name, *more_styles))), _asset(script_name)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src {_source(style)}",
            f"script-src {_source(script)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Shell(policy=policy, style=Markup(style), script=Markup(script))


def render_page(template: str, page: DataclassInstance, around: Shell) -> bytes:
    """The page as UTF-8; the template sees the fields of both values and nothing else."""
    stream = environment().get_template(template).stream(**_context(around), **_context(page))
    stream.enable_buffering(_PIECES)
    # Portion by portion: a district's page has a million pieces.
    made = BytesIO()
    for portion in stream:
        made.write(portion.encode("utf-8", "replace"))
    return made.getvalue()


def page_href(path: str) -> str:
    """The path as a link; nothing that could lead to another host or run anything. Chinese stays
    as it is: encoded, it would make the page three times as long."""
    return "".join(c if c > "\x7f" else quote(c, safe="/") for c in path.lstrip("/\\"))


def _context(value: DataclassInstance) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _asset(name: str) -> str:
    # Text mode turns a Windows checkout's line ends into those that the browser hashes.
    return (resource_folder("templates") / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
