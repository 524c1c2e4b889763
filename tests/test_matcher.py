"""Patterns over a report: what is evidence, what is a near miss and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from builders import (
    all_done,
    make_checklist,
    make_item,
    make_pattern,
    make_report,
    make_term,
    nobody,
)

from scorer.checklist import ActorKind, FactKind, FactNeed, Item, Scope, Status, Verdict
from scorer.matcher import find_evidence
from scorer.report import Report, SectionRole, Span
from scorer.result import Actor, Assertion, Evidence, Fact, NearMiss, NearMissReason

MEASURES = SectionRole.MEASURES
COUNT = FactNeed(kind=FactKind.COUNT, units=("次", "件"))


def count(report: Report, text: str, *, pooled: bool = False, occurrence: int = 0) -> Fact:
    start = -1
    for _ in range(occurrence + 1):
        start = report.text.index(text, start + 1)
    clause = next(c.number for c in report.clauses if c.span.start <= start < c.span.end)
    return Fact(
        FactKind.COUNT, Span(start, start + len(text)), clause, text, 1.0, text[-1], pooled=pooled
    )


def match(
    item: Item,
    text: str,
    *,
    counts: Sequence[str] = (),
    pooled: bool = False,
    role: SectionRole = MEASURES,
    statuses: Sequence[Assertion] | None = None,
    actor: ActorKind = ActorKind.UNKNOWN,
    facts: Sequence[Fact] | None = None,
    **fields: Any,
) -> tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]:
    report = make_report((role, text), **fields)
    found = facts if facts is not None else [count(report, c, pooled=pooled) for c in counts]
    actors = tuple(Actor(actor, "") for _ in report.clauses)
    return find_evidence(report, statuses or all_done(report), actors, found, make_checklist(item))


def told(**fields: Any) -> Item:
    return make_item(stated=(make_pattern("培训", **fields),))


def proven(*terms: str | Sequence[str], **fields: Any) -> Item:
    return make_item(evidenced=(make_pattern(*terms, **({"facts": (COUNT,)} | fields)),))


def verdicts(found: tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]) -> list[Verdict]:
    return [evidence.verdict for evidence in found[0]]


def reasons(found: tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]) -> list[NearMissReason]:
    return [miss.reason for miss in found[1]]


def test_a_statement_is_evidence_with_its_whole_sentence() -> None:
    evidence, misses = match(told(), "完善制度。组织开展培训，效果良好。")
    assert [e.span for e in evidence] == [Span(5, 17)]
    assert evidence[0].pattern == "XX-01.a"
    assert misses == ()


def test_a_fact_in_the_anchors_clause_proves_and_one_elsewhere_does_not() -> None:
    assert verdicts(match(proven("培训"), "开展培训3次。", counts=["3次"])) == [Verdict.EVIDENCED]
    elsewhere = match(proven("培训"), "开展培训，检查3次。", counts=["3次"])
    assert reasons(elsewhere) == [NearMissReason.NO_FACT]


def test_within_a_sentence_facts_of_done_clauses_count() -> None:
    item = proven("培训", within=Scope.SENTENCE)
    assert verdicts(match(item, "开展培训，共3次。", counts=["3次"])) == [Verdict.EVIDENCED]
    planned = (Assertion(Status.DONE, None, None), Assertion(Status.PLANNED, "将", "x"))
    refused = match(item, "开展培训，将办3次。", counts=["3次"], statuses=planned)
    assert reasons(refused) == [NearMissReason.NO_FACT]


@pytest.mark.parametrize(
    ("text", "counts", "owned"),
    [
        ("审查合同10件、开展培训3次。", ["10件", "3次"], True),
        ("开展培训、审查合同10件。", ["10件"], True),
        ("审查合同10件、开展培训。", ["10件"], False),
        ("开展培训并检查3次、抽查9件。", ["3次", "9件"], True),
        ("开展3次培训。", ["3次"], True),
    ],
)
def test_a_count_belongs_to_the_act_next_to_it(text: str, counts: list[str], owned: bool) -> None:
    assert bool(match(proven("培训"), text, counts=counts)[0]) is owned


def test_a_count_shut_off_by_another_belongs_to_that_one_unless_told_respectively() -> None:
    item = proven("合同", facts=(FactNeed(kind=FactKind.COUNT, units=("份",)),))
    assert not match(item, "审查合同后检查3次、发函4份。", counts=["3次", "4份"])[0]
    assert match(item, "审查合同、文件分别为3件、4份。", counts=["3件", "4份"])[0]


def test_a_pooled_count_proves_only_where_the_item_allows_it() -> None:
    text = "审查文件、合同等600件。"
    assert not match(proven("合同"), text, counts=["600件"], pooled=True)[0]
    assert match(proven("合同", pooled=True), text, counts=["600件"], pooled=True)[0]


def test_every_term_must_stand_in_the_scope() -> None:
    item = proven("培训", ["执法", "普法"], facts=())
    assert match(item, "开展执法培训。")[0]
    assert not match(item, "开展培训，加强执法。")[0]
    assert match(proven("培训", "执法", facts=(), within=Scope.SENTENCE), "开展培训，加强执法。")[0]


def test_terms_may_have_to_be_near_and_in_order() -> None:
    near = proven("培训", "执法", facts=(), near=3)
    assert match(near, "开展执法的培训。")[0]
    assert not match(near, "执法人员业务能力的培训。")[0]
    ordered = proven("执法", "培训", facts=(), ordered=True)
    assert match(ordered, "执法人员培训。")[0]
    assert not match(ordered, "培训执法人员。")[0]


def test_phrases_with_a_gap_hold_inside_one_clause() -> None:
    item = make_item(stated=(make_pattern("签订…合同"),))
    assert match(item, "签订法律服务合同。")[0]
    assert not match(item, "签订了协议，合同备案。")[0]
    assert not match(item, "签订关于本年度全部法律服务事项的一揽子合同。")[0]


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("落实《行政执法培训办法》。", False),
        ("网站开设“行政培训”“执法”等栏目。", False),
        ("以“加强培训”为主题开会。", False),
        ("开展“送法”培训。", True),
        ("开展“法治培训”。", True),
    ],
)
def test_names_in_titles_columns_and_themes_only_look_alike(text: str, credited: bool) -> None:
    found = match(told(), text)
    assert bool(found[0]) is credited
    assert reasons(found) == ([] if credited else [NearMissReason.LOOK_ALIKE])


def test_an_anchor_may_be_allowed_in_titles() -> None:
    assert match(told(in_titles=True), "落实《行政执法培训办法》。")[0]


def test_look_alikes_of_the_item_and_shut_out_phrases_refuse() -> None:
    item = make_item(stated=(make_pattern("备案"),), look_alikes=(make_term("竣工备案"),))
    assert reasons(match(item, "办理竣工备案。")) == [NearMissReason.LOOK_ALIKE]
    assert match(item, "办理竣工备案，文件备案。")[0]
    shut_out = told(none=(make_term("企业"),))
    assert reasons(match(shut_out, "培训企业职工。")) == [NearMissReason.LOOK_ALIKE]


@pytest.mark.parametrize(
    ("assertion", "role", "reason"),
    [
        (Assertion(Status.PLANNED, None, None), MEASURES, NearMissReason.PLANNED_ONLY),
        (Assertion(Status.DEMAND, None, None), MEASURES, NearMissReason.PLANNED_ONLY),
        (Assertion(Status.SHORTCOMING, None, None), MEASURES, NearMissReason.SHORTCOMING),
        (Assertion(Status.CAUSE, None, None), MEASURES, NearMissReason.SHORTCOMING),
        (
            Assertion(Status.DONE, None, None),
            SectionRole.SHORTCOMINGS,
            NearMissReason.WRONG_SECTION,
        ),
        (Assertion(Status.DONE, None, None, True), MEASURES, NearMissReason.OTHER_YEAR),
    ],
)
def test_only_what_was_done_this_year_outside_the_shortcomings_is_credited(
    assertion: Assertion, role: SectionRole, reason: NearMissReason
) -> None:
    assert reasons(match(told(), "开展培训。", role=role, statuses=(assertion,))) == [reason]


def test_actors_and_sections_may_be_asked_for() -> None:
    leader = told(actors=(ActorKind.LEADER,))
    assert match(leader, "开展培训。", actor=ActorKind.LEADER)[0]
    assert reasons(match(leader, "开展培训。", actor=ActorKind.UNIT)) == [
        NearMissReason.OTHER_ACTOR
    ]
    assert reasons(match(told(), "开展培训。", actor=ActorKind.OTHER_ORGAN)) == [
        NearMissReason.OTHER_ACTOR
    ]
    section = told(sections=(SectionRole.LEADER,))
    assert match(section, "开展培训。") == ((), ())


def test_what_another_plans_is_no_plan_of_the_leader() -> None:
    planned = (Assertion(Status.PLANNED, "将", "x"),)
    leader = told(actors=(ActorKind.LEADER,))
    found = match(leader, "将开展培训。", statuses=planned, actor=ActorKind.UNIT)
    assert reasons(found) == [NearMissReason.OTHER_ACTOR]


def test_a_number_told_in_an_earlier_clause_belongs_to_another_act() -> None:
    item = proven("培训", within=Scope.SENTENCE)
    assert not match(item, "检查3次，开展培训。", counts=["3次"])[0]


def test_patterns_for_some_kinds_of_unit_leave_the_others_alone() -> None:
    item = told(kinds=("government",))
    assert not match(item, "开展培训。")[0]
    assert match(item, "开展培训。", unit_kind="government")[0]


def test_mentions_give_no_credit_when_done_and_are_refused_as_plans() -> None:
    item = make_item(mentioned=(make_pattern("培训"),))
    assert match(item, "开展培训。") == ((), ())
    planned = (Assertion(Status.PLANNED, "将", "x"),)
    assert reasons(match(item, "将开展培训。", statuses=planned)) == [NearMissReason.PLANNED_ONLY]


def test_a_sentence_is_evidence_once_by_its_best_pattern() -> None:
    item = make_item(
        stated=(make_pattern("培训"),),
        evidenced=(make_pattern("培训", id="XX-01.b", facts=(COUNT,)),),
    )
    evidence, misses = match(item, "开展培训3次、法治培训2次。", counts=["3次", "2次"])
    assert [(e.verdict, e.pattern) for e in evidence] == [(Verdict.EVIDENCED, "XX-01.b")]
    assert misses == ()
    stated, missed = match(item, "开展培训。")
    assert [e.verdict for e in stated] == [Verdict.STATED]
    assert [m.reason for m in missed] == [NearMissReason.NO_FACT]


def test_documents_count_when_they_are_the_units_own_and_hold_a_word() -> None:
    report = make_report((MEASURES, "制定培训计划，学习《培训条例》。"))
    own = Fact(FactKind.DOCUMENT, Span(2, 6), 0, "培训计划", own=True)
    cited = Fact(FactKind.DOCUMENT, Span(9, 15), 1, "《培训条例》")
    need = FactNeed(kind=FactKind.DOCUMENT, words=make_term("计划"))
    item = proven("培训", facts=(need,), within=Scope.SENTENCE)
    done, nobodies = all_done(report), nobody(report)
    assert find_evidence(report, done, nobodies, [own, cited], make_checklist(item))[0]
    assert not find_evidence(report, done, nobodies, [cited], make_checklist(item))[0]
    two = proven(
        "培训",
        facts=(FactNeed(kind=FactKind.DOCUMENT, own=False, at_least=2),),
        within=Scope.SENTENCE,
    )
    assert find_evidence(report, done, nobodies, [own, cited], make_checklist(two))[0]


def test_a_counted_noun_may_be_asked_for() -> None:
    text = "开展培训发放资料3件。"
    report = make_report((MEASURES, text))
    fact = count(report, "3件")._replace(owner=Span(6, 8))
    need = FactNeed(kind=FactKind.COUNT, words=make_term("资料"))
    assert match(proven("培训", facts=(need,)), text, facts=[fact])[0]
    other = FactNeed(kind=FactKind.COUNT, words=make_term("横幅"))
    assert not match(proven("培训", facts=(other,)), text, facts=[fact])[0]


def test_results_do_not_depend_on_the_order_of_items() -> None:
    one, two = told(), make_item("XX-02", stated=(make_pattern("培训", "开展", id="XX-02.a"),))
    report = make_report((MEASURES, "开展培训。组织培训。"))
    ordered = find_evidence(report, all_done(report), nobody(report), [], make_checklist(one, two))
    turned = find_evidence(report, all_done(report), nobody(report), [], make_checklist(two, one))
    assert ordered == turned


def test_that_there_was_none_is_told_in_the_words_of_a_lack_but_not_of_a_plan() -> None:
    item = make_item(waived=(make_pattern("未制定"),), look_alikes=(make_term("未制定文件"),))
    lack = (Assertion(Status.SHORTCOMING, "未", "x"),)
    for statuses in (None, lack):
        assert verdicts(match(item, "未制定文件。", statuses=statuses)) == [Verdict.NOT_APPLICABLE]
    planned = (Assertion(Status.PLANNED, "将", "x"),)
    assert match(item, "将不再未制定文件。", statuses=planned) == ((), ())


def test_what_the_leader_demands_is_the_leaders_act() -> None:
    demand = (Assertion(Status.DEMAND, "要求", "x"),)
    leader = told(actors=(ActorKind.LEADER,))
    assert match(leader, "要求开展培训。", statuses=demand, actor=ActorKind.LEADER)[0]
    assert not match(told(), "要求开展培训。", statuses=demand, actor=ActorKind.UNIT)[0]


def test_a_wording_may_count_up_to_a_report_year_only() -> None:
    item = told(to_year=2019)
    assert match(item, "开展培训。", year=2019)[0]
    assert not match(item, "开展培训。", year=2020)[0]
