"""Values and a Word template in, a .docx out; the template may be a bureau's own.

docxtpl (extra `report`) knows how Word cuts a template's marks into runs; what the marks may say is
decided in `word_grammar`, what the file may carry in `word_package`.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scorer.errors import UsageError
from scorer.paths import resource_folder
from scorer.renderers.extras import needed
from scorer.renderers.word_grammar import FILTERS, Shape, context_of, mistakes, shape_of
from scorer.renderers.word_package import checked_template, with_fixed_dates
from scorer.renderers.wording import printable

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# XML has no place for these two, though they are characters.
_NONCHARACTERS: Final = {0xFFFE: "\N{REPLACEMENT CHARACTER}", 0xFFFF: "\N{REPLACEMENT CHARACTER}"}


def document_text(text: str, most: int | None = None) -> str:
    """The text as it can stand in a Word or Excel file, cut after `most` characters."""
    shown = text if most is None or len(text) <= most else f"{text[:most]}……"
    return printable(shown).translate(_NONCHARACTERS)


def render_word(
    value: DataclassInstance,
    shipped: str,
    *,
    template: bytes | None = None,
    identifier: str = "",
) -> bytes:
    """The document. `shipped` names the project's own template, `template` is a bureau's own
    instead; UsageError where that cannot be used. `identifier` goes into the file's properties, so
    that it can be told which report the document belongs to. Same values, same bytes."""
    needed("docxtpl", "生成 Word 文件")
    from docxtpl import DocxTemplate

    name = shipped if template is None else "自备模板"
    content = _shipped(shipped) if template is None else _checked(template)
    document = DocxTemplate(BytesIO(content))
    try:
        document.render(context_of(value), _environment(type(value)), autoescape=True)
    except TemplateSyntaxError as error:
        raise UsageError(
            f"Word 模板“{name}”里的标记写得不完整，请检查 {{{{ }}}}、{{% for %}}……{{% endfor %}}、"
            f"{{% if %}}……{{% endif %}} 是否成对。程序的提示：{error.message}"
        ) from error
    except _TemplateMistakes as error:
        raise UsageError(
            f"Word 模板“{name}”有 {len(error.found)} 处要改：\n" + "\n".join(error.found)
        ) from None
    except TemplateError as error:
        raise UsageError(f"Word 模板“{name}”不能使用：{error.message}") from error
    document.docx.core_properties.identifier = identifier
    made = BytesIO()
    document.save(made)
    return with_fixed_dates(made.getvalue())


class _TemplateMistakes(Exception):
    """What a template may not say."""

    def __init__(self, found: tuple[str, ...]) -> None:
        self.found = found
        super().__init__("\n".join(found))


class _Sandbox(ImmutableSandboxedEnvironment):
    """Compiles only what the grammar allows; there is nothing in it but the given fields."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.shape = shape
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        return _compiled(self, source)

    def compiled(self, source: str) -> Template:
        """The template; _TemplateMistakes where it says what it may not."""
        found = mistakes(self.parse(source), self.shape)
        if found:
            raise _TemplateMistakes(found)
        return super().from_string(source)


@lru_cache(maxsize=64)
def _compiled(sandbox: _Sandbox, source: str) -> Template:
    # A season fills the same few templates a thousand times.
    return sandbox.compiled(source)


@lru_cache(maxsize=8)
def _environment(kind: type) -> _Sandbox:
    return _Sandbox(shape_of(kind))


@lru_cache(maxsize=8)
def _shipped(name: str) -> bytes:
    return (resource_folder("templates") / name).read_bytes()


@lru_cache(maxsize=8)
def _checked(template: bytes) -> bytes:
    return checked_template("自备模板", template)
