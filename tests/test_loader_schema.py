"""Editors are told the same grammar that the loader reads."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scorer import checklist as values
from scorer.loader import schema
from scorer.loader.descriptions import DESCRIPTIONS
from scorer.loader.schema import rule_schemas

ROOT = Path(__file__).parents[1]
RULES = ROOT / "checklists"
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
SHIPPED = [
    *[("items", path) for path in sorted((RULES / "items").glob("*.yaml"))],
    *[("vocabulary", path) for path in sorted((RULES / "vocabulary").glob("*.yaml"))],
    *[("overlay", path) for path in sorted((RULES / "overlays").glob("*.yaml"))],
    *[
        (name, RULES / f"{name}.yaml")
        for name in ("cues", "outline", "actors", "fixed-terms", "legal-titles")
    ],
    ("checklist", RULES / "annual-report.yaml"),
    ("checklist", TINY),
]


def mistakes(kind: str, content: object) -> list[str]:
    validator = Draft202012Validator(rule_schemas()[kind])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]


def tiny() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(TINY.read_text("utf-8"))
    return content


@pytest.mark.parametrize("kind", rule_schemas())
def test_every_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(rule_schemas()[kind])


@pytest.mark.parametrize(("kind", "path"), SHIPPED, ids=lambda one: getattr(one, "name", one))
def test_every_shipped_file_satisfies_its_schema(kind: str, path: Path) -> None:
    assert mistakes(kind, yaml.safe_load(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(("kind", "path"), SHIPPED[:-1], ids=lambda one: getattr(one, "name", one))
def test_every_shipped_file_tells_the_language_server_its_schema(kind: str, path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    key, _, name = first.partition("$schema=")
    assert key == "# yaml-language-server: "
    assert (path.parent / name).resolve() == RULES / "schema" / f"{kind}.schema.json"


def test_the_shipped_schemas_are_those_of_the_classes() -> None:
    """After a change of the classes: python -m scorer rules schema checklists/schema"""
    shipped = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in (RULES / "schema").glob("*.schema.json")
    }
    assert shipped == json.loads(json.dumps(rule_schemas()))


def test_every_key_has_its_description_and_no_description_its_key_lost() -> None:
    records = {**schema._RECORDS, "Checklist": values.Checklist}
    for name, cls in records.items():
        fields: Any = cls
        keys = {field.name for field in dataclasses.fields(fields)} - schema._GIVEN.get(cls, set())
        assert set(DESCRIPTIONS[name]) == keys, name
    assert set(DESCRIPTIONS) == {*records, "FactNeed", "Overlay"}


WRONG = [
    ("unknown key", lambda one: one["items"][0].update(ponts=1), "ponts"),
    ("missing key", lambda one: one["items"][0].pop("advice"), "advice"),
    ("text for a number", lambda one: one["items"][0].update(points="四"), "四"),
    ("number for a text", lambda one: one.update(version=2026.1), "2026.1"),
    ("flag for a text", lambda one: one["items"][0].update(advice=False), "False"),
    ("empty text", lambda one: one["items"][0].update(advice=""), "''"),
    ("text for a list", lambda one: one["unit_kinds"][0].update(names="局"), "局"),
    ("unknown choice", lambda one: one["items"][0]["basis"][0].update(confidence="待核"), "待核"),
    ("unknown role", lambda one: one["outline"]["headings"].update(measure=["x"]), "measure"),
    ("unknown verdict", lambda one: one["items"][0]["examples"][0].update(verdict="ok"), "ok"),
    ("two kinds of fact", lambda one: one["items"][0]["evidenced"][1].update(facts=[{"count": [], "date": []}]), "count"),
    ("no terms", lambda one: one["items"][0]["stated"][0].pop("all"), "all"),
    ("an id for a pattern", lambda one: one["items"][0]["stated"][0].update(id="LA-01.a"), "id"),
    ("a digest", lambda one: one.update(digest="x"), "digest"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "named"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG]
)
def test_a_wrong_file_is_refused(change: Any, named: str) -> None:
    content = tiny()
    assert mistakes("checklist", content) == []
    change(content)
    found = mistakes("checklist", content)
    assert found
    assert any(named in message for message in found), found


@pytest.mark.parametrize(
    ("content", "right"),
    [
        ({"id": "a", "extends": "b"}, True),
        ({"id": "a", "extends": "b", "drop": ["LA-01"], "vocabulary": {"甲": ["乙"]}}, True),
        ({"id": "a", "extends": "b", "change": {"LA-01": {"points": 5}}}, True),
        ({"id": "a", "extends": "b", "change": {"LA-01": {"basis": {"drop": ["某意见"]}}}}, True),
        ({"id": "a", "extends": "b", "groups": {"LA": {"points": 3}}}, True),
        ({"id": "a", "extends": "b", "fixed_terms": {"add": [{"text": "四个意识"}]}}, True),
        ({"id": "a"}, False),
        ({"id": "a", "extends": "b", "change": {"LA-01": {"ponts": 5}}}, False),
        ({"id": "a", "extends": "b", "change": {"LA-01": {"id": "LA-02"}}}, False),
        ({"id": "a", "extends": "b", "change": {"LA-01": {"basis": {"ad": []}}}}, False),
        ({"id": "a", "extends": "b", "drop": "LA-01"}, False),
        ({"id": "a", "extends": "b", "add": [{"id": "LA-09"}]}, False),
    ],
)
def test_an_overlay_is_told_from_a_wrong_one(content: dict[str, Any], right: bool) -> None:
    assert (mistakes("overlay", content) == []) is right
