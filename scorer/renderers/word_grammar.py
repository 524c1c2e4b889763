"""What a Word template may say: fields, loops over lists, conditions, and nothing else.

A template comes from outside and is run here, so its grammar is closed: no calls, no arithmetic, no
imports, no loop inside a loop but over what belongs to the outer one. What is left can neither
reach a file nor run on without end. Every mistake is told at once, in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from jinja2 import nodes

from scorer.renderers.word_values import NAMES

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FILTERS: Final = ("count", "d", "default", "e", "escape", "first", "join", "last", "length", "trim")
_LOOP: Final = "loop"
_LOOP_FIELDS: Final = ("first", "index", "index0", "last", "length")
_TRANSPARENT: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
)
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value has: named fields, or none for a text; a list has its elements' fields."""

    fields: Mapping[str, Shape] = field(default_factory=dict)
    is_list: bool = False


_TEXT: Final = Shape()
_ANYTHING: Final = Shape()
"""Stands for what was already reported, so that it is reported once."""


def shape_of(kind: Any) -> Shape:
    """The shape of a value class, by its annotations, with the fields' Chinese names."""
    if get_origin(kind) is tuple:
        return Shape(shape_of(get_args(kind)[0]).fields, is_list=True)
    hints = get_type_hints(kind) if hasattr(kind, "_fields") or is_dataclass(kind) else {}
    return Shape({NAMES[name]: shape_of(hint) for name, hint in hints.items()})


def context_of(value: DataclassInstance) -> dict[str, Any]:
    """The value as a template sees it: Chinese names, texts, lists, nothing with methods of its
    own."""
    return {NAMES[f.name]: _plain(getattr(value, f.name)) for f in fields(value)}


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return {NAMES[name]: _plain(inner) for name, inner in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


Scope = Mapping[str, tuple[Shape, bool]]
"""Names in reach, each with its shape and whether a loop gives it."""


def mistakes(tree: nodes.Template, shape: Shape) -> tuple[str, ...]:
    """What the template may not say, without repetition, in the order of the template."""
    scope = {name: (inner, False) for name, inner in shape.fields.items()}
    return tuple(dict.fromkeys(_walk(tree, scope)))


def _walk(node: nodes.Node, scope: Scope) -> Iterator[str]:
    match node:
        case nodes.For():
            yield from _loop(node, scope)
        case nodes.Name() | nodes.Getattr() | nodes.Getitem():
            found = _resolve(node, scope)
            if isinstance(found, str):
                yield found
        case nodes.Filter():
            if node.name not in FILTERS:
                yield f"不能使用过滤器“{node.name}”。可用的有：{'、'.join(FILTERS)}。"
            yield from _children(node, scope)
        case _ if isinstance(node, _TRANSPARENT):
            yield from _children(node, scope)
        case _:
            yield (
                f"不能使用这种写法（{type(node).__name__}）。"
                "模板里只能写字段、{% for 甲 in 列表 %} 和 {% if 条件 %}。"
            )


def _children(node: nodes.Node, scope: Scope) -> Iterator[str]:
    for child in node.iter_child_nodes():
        yield from _walk(child, scope)


def _loop(node: nodes.For, scope: Scope) -> Iterator[str]:
    element = _ANYTHING
    found = _resolve(node.iter, scope)
    if isinstance(found, str):
        yield found
    elif not found.is_list:
        yield f"“{_path(node.iter)}”不是列表，不能用 {{% for %}} 逐个列出。"
    else:
        element = Shape(found.fields)
    nested = any(is_loops for _, is_loops in scope.values())
    if nested and not _is_inner(node.iter, scope):
        yield f"循环里面只能再列外层的内容，“{_path(node.iter)}”要放到循环外面。"
    if node.recursive or not isinstance(node.target, nodes.Name):
        yield "循环要写成 {% for 甲 in 列表 %}，只用一个名字。"
        return
    inner = {
        **scope,
        node.target.name: (element, True),
        _LOOP: (Shape(dict.fromkeys(_LOOP_FIELDS, _TEXT)), True),
    }
    for child in (*node.body, *([node.test] if node.test is not None else [])):
        yield from _walk(child, inner)
    for child in node.else_:
        yield from _walk(child, scope)


def _is_inner(node: nodes.Node, scope: Scope) -> bool:
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return isinstance(node, nodes.Name) and scope.get(node.name, (_TEXT, False))[1]


def _resolve(node: nodes.Node, scope: Scope) -> Shape | str:
    """The shape that a path leads to, or what is wrong with it."""
    match node:
        case nodes.Name():
            if node.name in scope:
                return scope[node.name][0]
            names = [name for name in scope if name != _LOOP]
            return _unknown(node.name, names)
        case nodes.Getattr():
            return _field(node, node.attr, scope)
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return _field(node, name, scope)
        case _:
            return "只能用字段名取值，例如 {{ 单位 }} 或 {{ 项.名称 }}。"


def _field(node: nodes.Getattr | nodes.Getitem, name: str, scope: Scope) -> Shape | str:
    owner = _resolve(node.node, scope)
    if isinstance(owner, str):
        return owner
    if owner is _ANYTHING:
        return _ANYTHING
    if owner.is_list:
        return f"“{_path(node.node)}”是列表，要先用 {{% for 甲 in {_path(node.node)} %}} 逐个列出。"
    return owner.fields.get(name) or _unknown(_path(node), list(owner.fields))


def _unknown(path: str, names: list[str]) -> str:
    told = "、".join(names) if names else "（没有下一级字段）"
    return f"没有“{path}”这个字段。这里可用的字段：{told}。"


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name[:_SHOWN]
        case nodes.Getattr():
            return f"{_path(node.node)}.{node.attr[:_SHOWN]}"
        case nodes.Getitem(arg=nodes.Const(value=str() as name)):
            return f"{_path(node.node)}.{name[:_SHOWN]}"
        case _:
            return "……"
