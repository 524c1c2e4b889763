"""`scorer rules new`: six questions, and an item with its examples is written."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.options import checklist_option
from scorer.cli.output import say, warn, write_whole
from scorer.errors import ChecklistError, UsageError

if TYPE_CHECKING:
    from scorer.checklist import Checklist


@click.command(
    cls=ChineseCommand,
    help=(
        "问六个问题（标题和组、要求、依据、分值和单位、用词、事实）和每种判定的例句，写成一个新要点。"
        "写之前先试：不能加载或者例句判错的不写，并逐步说明差在哪里。"
        "答得不对的会说明原因再问；中途退出，答案留在草稿里，下次接着问。"
    ),
)
@checklist_option
@click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="写进这份补充规则的 add，不动检查单。",
)
@click.option(
    "--answers", type=click.Path(path_type=Path), metavar="文件", help="答案（YAML），不再逐个问。"
)
@click.option(
    "--draft-file",
    type=click.Path(path_type=Path),
    default=Path("新要点.草稿.yaml"),
    metavar="文件",
    help="答案的草稿放在哪里（默认“新要点.草稿.yaml”）。",
)
@click.option("--draft", is_flag=True, help="例句判错的，把要点写在草稿旁边，不写进检查单。")
def new(
    checklist: str | None,
    overlay: Path | None,
    answers: Path | None,
    draft_file: Path,
    draft: bool,
) -> int:
    """Ask, try, write."""
    from scorer.authoring.new_items import item_of_answers
    from scorer.loader import load_checklist

    rules = load_checklist(checklist, (overlay,) if overlay else ())
    known = _kept(answers or draft_file, needed=answers is not None)
    if answers is None:
        _ask_or_keep(known, rules, draft_file)
    item = item_of_answers(known, rules)
    try:
        failed = _write(item, checklist, overlay)
    except ChecklistError as error:
        failed = [f"不能加载：{error}"]
    for told in failed:
        warn(told)
    if failed and draft:
        beside = draft_file.with_name(f"{item['id']}.草稿.yaml")
        write_whole(beside, _yaml([item]))
        say(f"没有写进检查单；要点写在 {beside}")
    elif failed:
        warn("没有写。请改答案再试；加 --draft 可以把要点另存为草稿。")
    else:
        if answers is None:
            draft_file.unlink(missing_ok=True)
        next_step = f"scorer rules explain {item['id']} --text 句子"
        say(f"接着用真实的句子试：{next_step}{_same(checklist, overlay)}")
    return 1 if failed else 0


def _same(checklist: str | None, overlay: Path | None) -> str:
    """The options that make another command use the same rules."""
    options = (("checklist", checklist), ("overlay", overlay))
    return "".join(f" --{name} {value}" for name, value in options if value)


def _ask_or_keep(known: dict[str, str], rules: Checklist, draft_file: Path) -> None:
    """As `_ask`; whoever leaves is told where the answers are."""
    try:
        _ask(known, rules, draft_file)
    except click.Abort:
        if draft_file.exists():
            warn(f"\n答案留在 {draft_file}：再运行同一命令就接着问；要从头来，先删去它。")
        raise


def _ask(known: dict[str, str], rules: Checklist, draft_file: Path) -> None:
    """Asks each question until its answer does; every answer is kept at once."""
    from scorer.authoring.new_items import QUESTIONS

    if known:
        say(f"接着上次的草稿 {draft_file}；直接按回车就用上次的答案。")
    for question in QUESTIONS:
        while True:
            answer = click.prompt(question.asks, default=known.get(question.key), type=str)
            try:
                question.read(answer, rules)
            except UsageError as error:
                warn(f"不行：{error}")
                continue
            known[question.key] = answer
            write_whole(draft_file, _yaml(known))
            break


def _write(item: dict[str, Any], checklist: str | None, overlay: Path | None) -> list[str]:
    """Writes the item unless it fails; what fails is told, with the explanation."""
    from scorer.authoring import load_rule_files, open_rule_files, save

    if overlay is not None:
        return _write_overlay(item, checklist, overlay)
    before = open_rule_files(checklist)
    after = _with_points(before, item)
    failed = _failures(load_rule_files(after).checklist, item["id"])
    if not failed:
        for file in save(before, after):
            say(f"已写入 {file.target}：{item['id']} {item['title']}")
    return failed


def _with_points(files: Any, item: dict[str, Any]) -> Any:
    """The files with the item, its group's points raised by the item's."""
    from scorer.authoring import Place, value_at, with_item, with_value

    groups: Any = value_at(Place(files.main, ("groups",)))
    at = next(n for n, group in enumerate(groups) if group["id"] == item["group"])
    after = with_item(files, item)
    points = groups[at]["points"] + item["points"]
    return with_value(after, Place(after.main, ("groups", at, "points")), points)


def _write_overlay(item: dict[str, Any], checklist: str | None, overlay: Path) -> list[str]:
    from scorer.authoring import rewritten
    from scorer.authoring.spans import spans_of, value_of
    from scorer.loader import load_checklist

    raw = overlay.read_bytes()
    text = raw.decode("utf-8-sig")
    value: Any = value_of(spans_of(text, overlay.name))
    edited = rewritten(text, {**value, "add": [*value.get("add", []), item]}, overlay.name)
    with tempfile.TemporaryDirectory(prefix="scorer-") as folder:
        tried = Path(folder) / overlay.name
        tried.write_bytes(edited.encode("utf-8"))
        failed = _failures(load_checklist(checklist, (tried,)), item["id"])
    if not failed:
        mark = raw[:3] if raw.startswith(b"\xef\xbb\xbf") else b""
        write_whole(overlay, mark + edited.encode("utf-8"))
        say(f"已写入 {overlay}：{item['id']} {item['title']}")
    return failed


def _failures(rules: Checklist, item_id: str) -> list[str]:
    """The new item's examples that fail, each with its explanation."""
    from scorer.explaining import as_text, explain_example
    from scorer.selfcheck import failing_examples

    return [
        f"{one.message}\n{as_text(explain_example(one.item, one.example, rules))}"
        for one in failing_examples(rules)
        if one.item.id == item_id
    ]


def _kept(path: Path, *, needed: bool) -> dict[str, str]:
    """The answers in a file; none where there is no draft."""
    import yaml

    if not needed and not path.exists():
        return {}
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"“{path}”读不出答案：{error}") from None
    if not isinstance(said, dict):
        raise UsageError(f"“{path}”里不是答案（每行一个“键: 答案”）")
    return {str(key): str(value) for key, value in said.items() if value is not None}


def _yaml(content: Any) -> bytes:
    import yaml

    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode("utf-8")
