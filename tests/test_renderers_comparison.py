"""What page, JSON and table of a comparison promise: all that is known, safe, the same each time."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter

import jsonschema
import pytest
from jinja2 import meta, nodes
from lxml import html
from rich.cells import cell_len

from scorer.compared import Basis, Cause, ChangeKind, Comparison, Relation
from scorer.comparison import Bridge, Texts, compare, side_of
from scorer.loader import load_checklist
from scorer.paths import resource_folder
from scorer.pipeline import score_text
from scorer.renderers import comparison_values, comparison_words
from scorer.renderers.comparison_json import comparison_schema, render_comparison_json
from scorer.renderers.comparison_page import comparison_page, render_comparison_page
from scorer.renderers.comparison_table import render_comparison_table
from scorer.renderers.comparison_values import ComparisonPage
from scorer.renderers.comparison_views import PAIRS_SHOWN
from scorer.renderers.pages import Shell, environment
from tests.comparing import AGAIN, FIRST, NEXT_YEAR, make_finding, make_side, make_state, quoted

HOSTILE = "<script>alert(1)</script>\"'>&lt;\u202e\x00[bold]"


def every_change(**changes: str) -> Comparison:
    """Every kind of change, by both rules and text."""
    before = ["absent", "evidenced", "not_applicable", "stated", "unreadable", "stated"]
    after = ["stated", "planned", "absent", "not_applicable", "stated", "unreadable"]
    middle = ["planned", "evidenced", "absent", "stated", "stated", "stated"]
    old, between, new = (
        make_side(
            *(
                make_state(f"XX-0{number}", verdict, quotes=quoted(f"{verdict}的原句。"))
                for number, verdict in enumerate(verdicts)
            ),
            make_state("XX-07", max_points=4.0 if verdicts is before else 5.0),
            make_state("XX-08", quotes=quoted(verdicts[0])),
            make_state("YY-01" if verdicts is before else "ZZ-01", "evidenced"),
            make_state("XX-09", "planned"),
        )
        for verdicts in (before, middle, after)
    )
    old = dataclasses.replace(
        old, findings=(make_finding("CK-01"), make_finding("CK-02", "句", "引"))
    )
    values: dict[str, object] = {
        "digest": "b" * 64,
        "checklist_digest": "1" * 64,
        "checklist_version": "2",
        "overlays": ("某地",),
        "findings": (make_finding("CK-02", "句", "引"), make_finding("CK-03")),
    }
    new = dataclasses.replace(new, **(values | changes))  # type: ignore[arg-type]
    return compare(old, new, bridge=Bridge(between, Basis.OLD_TEXT_NEW_RULES))


def of_texts(old: str, new: str) -> Comparison:
    cards = [score_text(text, load_checklist()) for text in (old, new)]
    reports = [card.report for card in cards]
    return compare(*map(side_of, cards), texts=Texts(*reports))


COMPARISONS = {
    "every change": every_change,
    "nothing": lambda: compare(make_side(make_state()), make_side(make_state())),
    "resubmission": lambda: of_texts(FIRST, AGAIN),
    "later year": lambda: of_texts(FIRST, NEXT_YEAR),
    "unknown": lambda: compare(
        make_side(make_state(verdict="unreadable")),
        make_side(make_state("YY-01"), digest="b" * 64, tool_version="2", unit="", year=None),
    ),
}


def tree(comparison: Comparison) -> html.HtmlElement:
    return html.fromstring(render_comparison_page(comparison).decode("utf-8"))


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.mark.parametrize("name", COMPARISONS)
def test_every_comparison_has_its_page_table_and_valid_json(name: str) -> None:
    comparison = COMPARISONS[name]()
    jsonschema.validate(json.loads(render_comparison_json(comparison)), comparison_schema())
    told = words(tree(comparison).find("body"))
    for notice in comparison.notices:
        assert notice.text in told
    table = render_comparison_table(comparison, width=80)
    assert max(map(cell_len, table.splitlines())) <= 80


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_same_comparison_gives_the_same_bytes(name: str) -> None:
    one, two = COMPARISONS[name](), COMPARISONS[name]()
    assert render_comparison_page(one) == render_comparison_page(two)
    assert render_comparison_json(one) == render_comparison_json(two)


def test_the_schema_is_sound_and_refuses_what_is_not_told() -> None:
    schema = comparison_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    made = json.loads(render_comparison_json(every_change()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made | {"more": 1}, schema)


def test_what_cannot_be_told_is_null_and_never_0() -> None:
    made = json.loads(render_comparison_json(COMPARISONS["unknown"]()))
    assert made["basis"] == "unknown"
    assert made["moved"]["points"]["rules"] is None and made["moved"]["points"]["text"] is None
    shown = words(tree(COMPARISONS["unknown"]()).find("body"))
    assert "分不清" in shown


def test_the_template_uses_every_field_of_its_context_and_no_other() -> None:
    used: set[str] = set()
    for name in ("base.html", "comparison.html"):
        source = (resource_folder("templates") / name).read_text(encoding="utf-8")
        parsed = environment().parse(source)
        used |= meta.find_undeclared_variables(parsed)
        used -= {macro.name for macro in parsed.find_all(nodes.Macro)}
    fields = {f.name for value in (ComparisonPage, Shell) for f in dataclasses.fields(value)}
    assert used == fields


def test_the_template_uses_every_field_of_the_values_within_and_no_other() -> None:
    source = (resource_folder("templates") / "comparison.html").read_text(encoding="utf-8")
    used = {node.attr for node in environment().parse(source).find_all(nodes.Getattr)}
    views = [view for view in vars(comparison_values).values() if hasattr(view, "_fields")]
    assert used == {field for view in views for field in view._fields}


def test_every_change_stands_on_the_page_with_both_quotes() -> None:
    comparison = every_change()
    assert {change.kind for change in comparison.items} == set(ChangeKind)
    page = tree(comparison)
    for change in comparison.items:
        (article,) = page.xpath(f"//article[@id='i-{change.id}']")
        left, right = article.xpath(".//div[@class='side']")
        for side, state in ((left, change.old), (right, change.new)):
            told = words(side)
            if state is None:
                assert "当时的规则没有这一项" in told
            else:
                assert state.reason in told
                assert all(q.text in told and q.place in told for q in state.quotes)


def test_the_page_says_how_the_move_is_made_up() -> None:
    comparison = every_change()
    told = words(tree(comparison).find("body"))
    assert "原报告按新规则重评一次" in told
    assert any(change.cause is Cause.BOTH for change in comparison.items)
    assert "规则和文字都有影响：规则" in told


def test_mended_and_open_items_are_listed_with_what_is_left_to_do() -> None:
    rows = tree(every_change()).xpath("//table[@class='follow']/tbody/tr")
    told = [words(row) for row in rows]
    assert any("未补正" in row and "写明次数。（可补 4 分）" in row for row in told)
    assert any("规则已取消" in row or "不再要求" in row for row in told)


def test_hostile_words_stay_words() -> None:
    state = make_state("XX-01", quotes=quoted(HOSTILE), title=HOSTILE, reason=HOSTILE)
    old = make_side(state, unit=HOSTILE, source=HOSTILE, grade=HOSTILE, tool_version=HOSTILE)
    new = make_side(
        state._replace(verdict=make_state(verdict="evidenced").verdict),
        unit=HOSTILE,
        findings=(make_finding("CK-01", HOSTILE, HOSTILE),),
        checklist_title=HOSTILE,
    )
    comparison = compare(old, new)
    source = render_comparison_page(comparison).decode("utf-8")
    assert "<script>alert" not in source
    assert "\u202e" not in source and "\x00" not in source
    assert "\u202e" not in render_comparison_table(comparison)
    assert "[bold]" in render_comparison_table(comparison)


def test_a_lone_surrogate_breaks_neither_page_nor_json() -> None:
    comparison = compare(make_side(), make_side(unit="坏\ud800名"))
    assert json.loads(render_comparison_json(comparison))["new"]["unit"] == "坏\ud800名"
    render_comparison_page(comparison).decode("utf-8")


def test_the_page_asks_for_nothing_from_outside_and_its_links_lead_somewhere() -> None:
    page = tree(every_change())
    assert not page.xpath("//link | //img | //iframe | //object | //*[@src] | //*[@style]")
    ids = Counter(page.xpath("//@id"))
    assert max(ids.values()) == 1
    assert {href[1:] for href in page.xpath("//@href")} <= set(ids)


def test_what_was_added_and_removed_is_marked_as_such() -> None:
    page = tree(of_texts(FIRST, AGAIN))
    assert "".join(page.xpath("//ins//text()")).count("开展以案释法活动。") == 1
    assert "充分发挥法律顾问作用。" in "".join(page.xpath("//del//text()"))
    assert not page.xpath("//mark")


def test_what_was_taken_over_is_marked_on_both_sides() -> None:
    page = tree(of_texts(FIRST, NEXT_YEAR))
    left, right = page.xpath("//article[@class='pair-of']//div[@class='side']")
    assert left.xpath(".//mark/text()") == right.xpath(".//mark/text()") != []
    assert "逐字相同" in words(page.find("body"))


def test_a_page_shows_only_so_many_passages_and_says_how_many_more() -> None:
    many = "".join(f"第{number}件事已经办结。" for number in range(PAIRS_SHOWN + 5))
    page = comparison_page(of_texts(FIRST, FIRST.replace("继续加强普法宣传。", many)))
    assert len(page.texts.pairs) == PAIRS_SHOWN
    assert page.texts.left > 0


def test_the_words_cover_every_value() -> None:
    assert set(comparison_words.KIND_WORDS) == set(comparison_words.LISTED) == set(ChangeKind)
    assert set(comparison_words.CAUSE_WORDS) == set(Cause)
    assert set(comparison_words.BASIS_WORDS) == set(Basis)
    assert set(comparison_words.RELATION_WORDS) == set(Relation)


@pytest.mark.parametrize(
    ("value", "told"), [(2.5, "+2.5"), (-1.0, "-1"), (0.0, "0"), (None, "分不清")]
)
def test_a_difference_carries_its_sign(value: float | None, told: str) -> None:
    assert comparison_words.signed(value) == told


def test_the_table_tells_score_mending_changes_findings_and_texts() -> None:
    table = render_comparison_table(every_change(), width=120)
    for part in ("得分变动", "判定降低", "规则新增的项", "未补正", "已消除", "新出现", "仍有 1 条"):
        assert part in table
    assert "\x1b[" not in table
    assert "\x1b[" in render_comparison_table(every_change(), colour=True)
    assert "逐字相同" in render_comparison_table(of_texts(FIRST, NEXT_YEAR))
    assert "新增" in render_comparison_table(of_texts(FIRST, AGAIN))
