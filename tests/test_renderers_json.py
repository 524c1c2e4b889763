"""What `docs/result.md` promises of the JSON result."""

from __future__ import annotations

import copy
import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scorer.checklist import Basis, Verdict
from scorer.renderers.result_json import render_json, result_of, result_schema
from scorer.report import ReadingGap
from scorer.result import Scorecard
from tests.cards import every_verdict, make_item, make_report, make_scorecard, result_for

DOCS = Path(__file__).parent.parent / "docs" / "result.md"


def validate(result: Any) -> None:
    jsonschema.Draft202012Validator(result_schema()).validate(result)


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    return every_verdict()


def test_every_result_satisfies_the_shipped_schema(scorecard: Scorecard) -> None:
    jsonschema.Draft202012Validator.check_schema(result_schema())
    validate(result_of(scorecard))
    validate(result_of(scorecard, sentences=True))
    validate(result_of(make_scorecard(make_report(""), [])))


def test_keys_stand_in_the_order_of_the_contract(scorecard: Scorecard) -> None:
    def in_order(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> None:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        if isinstance(value, dict):
            promised = [key for key in schema["properties"] if key in value]
            assert list(value) == promised
            for key in value:
                in_order(schema["properties"][key], value[key], root)
        elif isinstance(value, list) and value:
            for member in value:
                in_order(schema["items"], member, root)

    schema = result_schema()
    in_order(schema, result_of(scorecard, sentences=True), schema)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("items", 0, "verdict"), "met"),
        (("items", 0, "colour"), "red"),
        (("items", 0, "evidence", 0, "start"), -1),
        (("items", 0, "credit"), 1.5),
        (("items", 0, "basis", 0, "confidence"), "sure"),
        (("items", 3, "near_misses", 0, "reason"), "unlucky"),
        (("report", "digest"), "xyz"),
        (("report", "signed_on"), "2024年1月"),
        (("score", "percent"), 101),
        (("schema",), 2),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_allow(
    scorecard: Scorecard, path: tuple[str | int, ...], value: Any
) -> None:
    result: Any = copy.deepcopy(result_of(scorecard))
    inner = result
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(result)


def test_every_place_quotes_the_text_between_its_offsets(scorecard: Scorecard) -> None:
    text = scorecard.report.text
    result = result_of(scorecard)
    places = [
        place
        for holder in (*result["items"], *result["checks"])
        for key in ("evidence", "near_misses", "places")
        for place in holder.get(key, ())
    ]
    assert len(places) == 10
    for place in places:
        assert text[place["start"] : place["end"]] == place["quote"] != ""


def test_sentences_are_given_only_when_asked(scorecard: Scorecard) -> None:
    assert "sentences" not in result_of(scorecard)
    sentences = result_of(scorecard, sentences=True)["sentences"]
    assert len(sentences) == len(scorecard.report.sentences)


def test_evidence_tells_its_headings_and_its_page(scorecard: Scorecard) -> None:
    evidence = result_of(scorecard)["items"][0]["evidence"][0]
    assert evidence["path"] == ["一、主要举措和成效", "（一）加强学法用法"]
    assert "page" not in evidence
    assert evidence["facts"] == [{"kind": "count", "text": "6次", "value": 6, "unit": "次"}]
    report = make_report()
    paged = tuple(paragraph._replace(page=3) for paragraph in report.paragraphs)
    result = result_of(every_verdict(dataclasses.replace(report, paragraphs=paged)))
    validate(result)
    assert result["items"][0]["evidence"][0]["page"] == 3


def test_a_whole_value_is_an_integer_and_a_part_is_not(scorecard: Scorecard) -> None:
    first = scorecard.items[0]
    evidence = first.evidence[0]
    halves = evidence._replace(facts=(evidence.facts[0]._replace(value=1.5),))
    changed = dataclasses.replace(first, evidence=(halves,))
    result = result_of(dataclasses.replace(scorecard, items=(changed,)))
    assert result["items"][0]["evidence"][0]["facts"][0]["value"] == 1.5
    assert type(result_of(scorecard)["items"][0]["evidence"][0]["facts"][0]["value"]) is int


def test_only_sources_in_force_in_the_report_year_are_given() -> None:
    item = make_item(
        "LL-01",
        basis=(
            Basis(document="旧", confidence="verified", to_year=2018),
            Basis(document="新", confidence="verified", from_year=2019),
            Basis(document="常", confidence="secondary"),
        ),
    )

    def documents(year: int | None) -> list[str]:
        report = make_report(year=year)
        result = result_of(make_scorecard(report, [result_for(item, Verdict.ABSENT)]))
        return [basis["document"] for basis in result["items"][0]["basis"]]

    assert documents(2018) == ["旧", "常"]
    assert documents(2019) == ["新", "常"]
    assert documents(None) == ["旧", "新", "常"]


def test_what_could_not_be_read_comes_before_other_warnings() -> None:
    report = make_report(
        complete=False,
        warnings=("有批注未读", "整页是图片"),
        gaps=(ReadingGap(message="整页是图片", page=2), ReadingGap(message="附件打不开")),
    )
    reading = result_of(make_scorecard(report, []))["report"]["reading"]
    assert reading == {
        "complete": False,
        "warnings": ["第2页：整页是图片", "附件打不开", "有批注未读", "整页是图片"],
    }


def test_the_same_scorecard_gives_the_same_readable_bytes(scorecard: Scorecard) -> None:
    first = render_json(scorecard, sentences=True)
    assert first == render_json(every_verdict(), sentences=True)
    assert first.endswith(b"}\n")
    assert "青禾区档案局" in first.decode("utf-8")
    assert json.loads(first) == result_of(scorecard, sentences=True)


def test_hostile_text_stays_valid_json() -> None:
    text = '一、主要举措\n学法6次"\\</script>\u202e\x00\ud800公职律师参训120人次审查合同14份责任清单宪法日'
    report = make_report(text)
    rendered = render_json(every_verdict(report))
    quote = json.loads(rendered)["items"][0]["evidence"][0]["quote"]
    assert quote == text.split("\n")[1]


def test_the_document_shows_every_key_of_the_contract() -> None:
    shown = set(re.findall(r"`([a-z_]+)`", DOCS.read_text(encoding="utf-8")))
    shown |= set(re.findall(r'"([a-z_]+)":', DOCS.read_text(encoding="utf-8")))

    def keys(schema: Any) -> set[str]:
        if isinstance(schema, list):
            return set().union(*map(keys, schema)) if schema else set()
        if not isinstance(schema, dict):
            return set()
        own = set(schema.get("properties", {}))
        return own.union(*map(keys, schema.values()))

    assert keys(result_schema()) <= shown
