"""The effective checklist laid out for linting: every pattern and phrase with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from scorer.checklist import PATTERN_LISTS, Checklist, Item, Pattern
from scorer.errors import SourcePlace
from scorer.loader import EffectiveChecklist
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode, scalar_of

NAMED_IN_CODE = frozenset(
    {
        "工作领域",
        "他人原因",
        "主观原因",
        "法治第一责任人",
        "主要负责人标志",
        "其他第一责任人",
        "三重一大标志",
        "其他责任领域",
        "单位自称",
        "同一口径动作",
        "同一口径",
    }
)
"""Vocabulary entries that structure items and checks look up by name."""
_NAMED_PREFIXES = ("自认·", "自称·")


class Role(Enum):
    """What a term is for; decides when one of its phrases can be spared."""

    ANCHOR = "anchor"
    OTHER = "other"
    NONE = "none"
    ALIKE = "alike"
    HEADING = "heading"
    FACT = "fact"
    CODE = "code"


class Word(NamedTuple):
    """A phrase where it is written."""

    text: str
    place: SourcePlace
    entry: str | None
    """The vocabulary entry that it is written in, None where it stands in the rule itself."""


class PatternSite(NamedTuple):
    """A pattern, its item and its place."""

    item: Item
    pattern: Pattern
    kind: str
    """Name of the item's list that holds it."""
    node: MapNode

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"模式“{self.pattern.name}”"


class Use(NamedTuple):
    """One term of a pattern or item, with its phrases where they are written."""

    role: Role
    words: tuple[Word, ...]
    item: Item | None
    site: PatternSite | None


class Rulebook(NamedTuple):
    """Everything that the checks look things up in."""

    checklist: Checklist
    root: MapNode
    items: Mapping[str, MapNode]
    sites: tuple[PatternSite, ...]
    vocabulary: Mapping[str, ListNode]
    uses: tuple[Use, ...]


def open_rulebook(effective: EffectiveChecklist) -> Rulebook:
    """Pair the checklist's values with the nodes that they were made of."""
    checklist, root = effective.checklist, effective.root
    items = {scalar_of(node, "id"): node for node in maps_of(root.get("items"))}
    words = root.get("vocabulary")
    entries = words.entries if isinstance(words, MapNode) else ()
    vocabulary = {
        entry.key.text: entry.value for entry in entries if isinstance(entry.value, ListNode)
    }
    sites = tuple(
        PatternSite(item, pattern, kind, node)
        for item in checklist.items
        for kind in PATTERN_LISTS
        for pattern, node in zip(
            getattr(item, kind), maps_of(items[item.id].get(kind)), strict=True
        )
    )
    uses = tuple(_uses(checklist, items, sites, vocabulary))
    return Rulebook(checklist, root, items, sites, vocabulary, uses)


def maps_of(node: Node | None) -> tuple[MapNode, ...]:
    """The maps of a list."""
    found = node.items if isinstance(node, ListNode) else ()
    return tuple(one for one in found if isinstance(one, MapNode))


def place_of(node: MapNode, key: str) -> SourcePlace:
    """Place of a map's key, of the map where it has no such key."""
    for entry in node.entries:
        if entry.key.text == key:
            return entry.key.place
    return node.place


def children(node: Node | None) -> tuple[Node, ...]:
    """The elements of a list; a value that stands alone is its only element."""
    if node is None:
        return ()
    return node.items if isinstance(node, ListNode) else (node,)


def words_in(
    node: Node | None, vocabulary: Mapping[str, ListNode], entry: str | None = None
) -> Iterator[Word]:
    """Every phrase of a term, those of the entries that it includes too."""
    for one in children(node):
        if not isinstance(one, ScalarNode):
            yield from words_in(one, vocabulary, entry)
        elif one.text.startswith("$"):
            yield from words_in(vocabulary.get(one.text[1:]), vocabulary, one.text[1:])
        else:
            yield Word(one.text, one.place, entry)


def is_named_in_code(term: str) -> bool:
    """Whether the program looks the vocabulary entry up by its name."""
    return term in NAMED_IN_CODE or term.startswith(_NAMED_PREFIXES)


def _uses(
    checklist: Checklist,
    items: Mapping[str, MapNode],
    sites: tuple[PatternSite, ...],
    vocabulary: Mapping[str, ListNode],
) -> Iterator[Use]:
    def words(node: Node | None) -> tuple[Word, ...]:
        return tuple(words_in(node, vocabulary))

    for item in checklist.items:
        yield Use(Role.ALIKE, words(items[item.id].get("look_alikes")), item, None)
    for site in sites:
        for number, term in enumerate(children(site.node.get("all"))):
            role = Role.OTHER if number else Role.ANCHOR
            yield Use(role, words(term), site.item, site)
        yield Use(Role.NONE, words(site.node.get("none")), site.item, site)
        yield Use(Role.HEADING, words(site.node.get("under")), site.item, site)
        for need in maps_of(site.node.get("facts")):
            for key in ("words", "document"):
                yield Use(Role.FACT, words(need.get(key)), site.item, site)
    for name, node in vocabulary.items():
        if is_named_in_code(name):
            own = tuple(words_in(node, vocabulary, name))
            yield Use(Role.CODE, own, None, None)
