"""Values and a Word template in, a .docx out; the template may be a bureau's own.

docxtpl (extra `report`) knows how Word cuts a template's marks into runs; what the marks may say is
decided in `word_grammar`, what the file may carry in `word_package`.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

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
_SHOWN: Final = 200


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
    name: str = "自备模板",
) -> bytes:
    """The document. `shipped` names the project's own template, `template` is a bureau's own
    instead, which messages call `name`; UsageError where that cannot be used. `identifier` goes
    into the file's properties, so that it can be told which report the document belongs to. Same
    values, same bytes."""
    needed("docxtpl", "生成 Word 文件")
    from docxtpl import DocxTemplate

    name = shipped if template is None else name
    content = _shipped(shipped) if template is None else _checked(template, name)
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


def try_template(kind: type[DataclassInstance], template: bytes, *, name: str) -> None:
    """Fill a bureau's own template with a sample of `kind` that has one of everything, and with
    one that has nothing. UsageError where one of them fails; `name` is what the file is called."""
    for has in (True, False):
        try:
            render_word(_sample(kind, has), "", template=template, name=name)
        except UsageError:
            raise
        except Exception as error:
            # Marks in the wrong place break Word's own structure in as many ways as it has parts.
            raise UsageError(
                f"Word 模板“{name}”填不出来，请检查标记放的位置（循环的开头和结尾要各占一段、"
                "表格里要各占一行），或另存为 .docx 后再试。"
                f"程序的提示：{type(error).__name__}：{str(error)[:_SHOWN]}"
            ) from error


def _sample(kind: Any, has: bool) -> Any:
    """A value of this kind: each text a word or empty, each list with one element or none."""
    if get_origin(kind) is tuple:
        return (_sample(get_args(kind)[0], has),) if has else ()
    if kind is str:
        return "示例" if has else ""
    return kind(**{name: _sample(hint, has) for name, hint in get_type_hints(kind).items()})


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
def _checked(template: bytes, name: str) -> bytes:
    return checked_template(name, template)
