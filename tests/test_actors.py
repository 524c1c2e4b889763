"""Who acts in a clause."""

from __future__ import annotations

import pytest
from builders import make_checklist, make_report

from scorer.actors import find_actors
from scorer.checklist import ActorKind
from scorer.report import SectionRole

WORDS = make_checklist().actors
MEASURES, LEADER = SectionRole.MEASURES, SectionRole.LEADER


def kinds(
    text: str, role: SectionRole = MEASURES, unit_kind: str = "enforcement"
) -> list[ActorKind]:
    report = make_report((role, text), unit_kind=unit_kind)
    return [actor.kind for actor in find_actors(report, WORDS)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("主要负责人主持召开会议。", ActorKind.LEADER),
        ("局长主持召开会议。", ActorKind.LEADER),
        ("副局长主持召开会议。", ActorKind.OTHER_PERSON),
        ("分管领导主持召开会议。", ActorKind.OTHER_PERSON),
        ("我局组织培训。", ActorKind.UNIT),
        ("区政府听取汇报。", ActorKind.GOVERNMENT),
        ("法院开展讲座。", ActorKind.OTHER_ORGAN),
        ("组织开展培训。", ActorKind.UNKNOWN),
        ("会议由局长主持。", ActorKind.LEADER),
        ("协助区长研究工作。", ActorKind.UNKNOWN),
        ("各部门主要负责人述法。", ActorKind.UNKNOWN),
        ("组织开展面向基层执法人员的业务知识集中培训局长参加。", ActorKind.UNKNOWN),
        ("区政府局长办公会研究。", ActorKind.LEADER),
    ],
)
def test_the_subject_of_a_clause_is_its_actor(text: str, kind: ActorKind) -> None:
    assert kinds(text) == [kind]


def test_a_title_counts_only_for_the_kinds_of_unit_that_have_it() -> None:
    assert kinds("局长主持召开会议。", unit_kind="government") == [ActorKind.UNKNOWN]


def test_an_actor_holds_for_the_rest_of_its_sentence_and_no_longer() -> None:
    assert kinds("主要负责人主持会议，研究执法工作，法院讲课，开展研讨。组织培训。") == [
        ActorKind.LEADER,
        ActorKind.LEADER,
        ActorKind.OTHER_ORGAN,
        ActorKind.OTHER_ORGAN,
        ActorKind.UNKNOWN,
    ]


def test_in_the_leaders_section_the_leader_acts_unless_another_is_named() -> None:
    assert kinds("主持召开会议，讲法治课。我局组织培训。", LEADER) == [
        ActorKind.LEADER,
        ActorKind.LEADER,
        ActorKind.UNIT,
    ]


def test_the_words_that_name_the_actor_are_kept() -> None:
    report = make_report((MEASURES, "3月5日局长主持会议。"))
    assert [actor.text for actor in find_actors(report, WORDS)] == ["局长"]


def test_a_mention_between_clauses_or_without_clauses_does_no_harm() -> None:
    assert kinds("") == []


def test_without_a_heading_of_his_own_the_leaders_part_ends_with_another_persons_act() -> None:
    text = "局长主持会议。听取汇报。分管领导调度工作。纳入考核。局长讲课。督办整改。"
    assert kinds(text, LEADER) == [
        ActorKind.LEADER,
        ActorKind.LEADER,
        ActorKind.OTHER_PERSON,
        ActorKind.UNKNOWN,
        ActorKind.LEADER,
        ActorKind.LEADER,
    ]


@pytest.mark.parametrize(
    ("unit_kind", "kind"),
    [("office", ActorKind.GOVERNMENT_LEADER), ("enforcement", ActorKind.OTHER_PERSON)],
)
def test_the_governments_leader_counts_in_an_offices_report_only(
    unit_kind: str, kind: ActorKind
) -> None:
    assert kinds("区长主持召开会议。", unit_kind=unit_kind) == [kind]
