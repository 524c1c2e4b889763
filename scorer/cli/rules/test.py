"""`scorer rules test`: the examples of the items, judged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option, version_option
from scorer.cli.output import emit, say
from scorer.errors import UsageError

if TYPE_CHECKING:
    from scorer.checklist import Item
    from scorer.loader import EffectiveChecklist
    from scorer.selfcheck import ExampleFailure

JSON_VERSION = 1


@click.command(
    cls=ChineseCommand,
    help=(
        "跑要点的例句（不写编号就跑全部）：判得少了是漏判，判得多了是误判，"
        "逐句列出应判、实判、命中和未采纳的模式。检查单有判不对的例句也能跑；有不对的退出码为1。"
    ),
)
@click.argument("items", nargs=-1, metavar="[要点编号]…")
@checklist_option
@version_option
@overlay_option
@click.option("--format", "form", type=OneOf(["text", "json"]), default="text", help="输出的形式。")
def test(
    items: tuple[str, ...],
    checklist: str | None,
    checklist_version: str | None,
    overlays: tuple[str, ...],
    form: str,
) -> int:
    """Run the examples and print what fails and how many there are."""
    from scorer.loader import find_version, load_effective
    from scorer.selfcheck import failing_examples

    effective = load_effective(find_version(checklist, checklist_version), overlays)
    chosen = _chosen(effective, items)
    failures = list(failing_examples(effective.checklist, items=chosen))
    if form == "json":
        content = json.dumps(_json(effective, chosen, failures), ensure_ascii=False, indent=1)
        emit(f"{content}\n".encode())
    else:
        for line in _lines(effective, chosen, failures):
            say(line)
    return int(bool(failures))


def _chosen(effective: EffectiveChecklist, wanted: Sequence[str]) -> tuple[Item, ...]:
    """The items that are asked for, in the checklist's order."""
    from scorer.loader.intake import listed, suggestion

    known = [item.id for item in effective.checklist.items]
    for name in wanted:
        if name not in known:
            hint = suggestion(name, known)
            raise UsageError(f"检查单里没有要点“{name}”{hint or '；现有：' + listed(known)}")
    return tuple(item for item in effective.checklist.items if not wanted or item.id in wanted)


def _lines(
    effective: EffectiveChecklist, items: Sequence[Item], failures: Sequence[ExampleFailure]
) -> Iterator[str]:
    for failure in failures:
        yield from _failure_lines(effective, failure)
    missed = sum(failure.kind == "漏判" for failure in failures)
    for item in items:
        own = [failure.kind for failure in failures if failure.item is item]
        tally = f"漏判{own.count('漏判')}、误判{own.count('误判')}" if own else "全对"
        yield f"{item.id} {item.title}：{len(item.examples)}句，{tally}"
    total = sum(len(item.examples) for item in items)
    yield (
        f"合计：{len(items)}个要点、{total}个例句，对{total - len(failures)}句，"
        f"漏判{missed}句，误判{len(failures) - missed}句。"
    )


def _failure_lines(effective: EffectiveChecklist, failure: ExampleFailure) -> Iterator[str]:
    from scorer.renderers.wording import REASON_WORDS, VERDICT_WORDS

    place = effective.origins.get(_path(failure))
    example, result, names = failure.example, failure.result, failure.pattern_names
    yield f"{place}: {failure.kind} {failure.item.id} 例句{failure.number}"
    for line in example.text.strip().split("\n"):
        yield f"    │ {line}"
    yield f"    应判“{VERDICT_WORDS[example.verdict]}”，实判“{VERDICT_WORDS[result.verdict]}”"
    for found in result.evidence:
        told = "、".join(fact.text for fact in found.facts)
        facts = f"（事实：{told}）" if told else ""
        name, gives = names.get(found.pattern, found.pattern), VERDICT_WORDS[found.verdict]
        yield f"    命中：{name}，给“{gives}”{facts}"
    hits = {found.pattern for found in result.evidence}
    for miss in result.near_misses:
        # What hit was taken: a miss of the same pattern tells why it gave no more.
        label = "还差" if miss.pattern in hits else "未采纳"
        name = names.get(miss.pattern, miss.pattern)
        yield f"    {label}：{name}（{REASON_WORDS[miss.reason]}）"
    if not result.evidence and not result.near_misses:
        yield "    没有模式命中"
    yield f"    说明：{result.reason}"


def _path(failure: ExampleFailure) -> tuple[str, ...]:
    return ("items", failure.item.id, "examples", str(failure.number - 1), "text")


def _json(
    effective: EffectiveChecklist, items: Sequence[Item], failures: Sequence[ExampleFailure]
) -> dict[str, Any]:
    checklist = effective.checklist
    return {
        "version": JSON_VERSION,
        "checklist": {
            "id": checklist.id,
            "version": checklist.version,
            "digest": checklist.digest,
            "overlays": list(checklist.overlays),
        },
        "items": [
            {
                "item": item.id,
                "examples": len(item.examples),
                "missed": _count(failures, item, "漏判"),
                "overclaimed": _count(failures, item, "误判"),
            }
            for item in items
        ],
        "failures": [_failure_json(effective, failure) for failure in failures],
    }


def _count(failures: Sequence[ExampleFailure], item: Item, kind: str) -> int:
    return sum(failure.item is item and failure.kind == kind for failure in failures)


def _failure_json(effective: EffectiveChecklist, failure: ExampleFailure) -> dict[str, Any]:
    place = effective.origins.get(_path(failure))
    result = failure.result
    return {
        "item": failure.item.id,
        "example": failure.number,
        "kind": "missed" if failure.kind == "漏判" else "overclaimed",
        "file": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "text": failure.example.text,
        "expected": failure.example.verdict.value,
        "given": result.verdict.value,
        "reason": result.reason,
        "matched": [
            {
                "pattern": found.pattern,
                "verdict": found.verdict.value,
                "facts": [fact.text for fact in found.facts],
            }
            for found in result.evidence
        ],
        "refused": [
            {"pattern": miss.pattern, "reason": miss.reason.value} for miss in result.near_misses
        ],
    }
