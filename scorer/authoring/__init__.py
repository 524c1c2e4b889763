"""Rule files edited: exactly what changed is changed, comments, order and quotes stay.

    files = open_rule_files("rules/annual-report.yaml")
    edited = with_example(files, "LA-01", {"text": "聘请2名律师。", "verdict": "evidenced"})
    effective = load_rule_files(edited)  # tried in memory; ChecklistError where it does not load
    save(files, edited)  # all files or none

Values are plain: texts, numbers, flags, lists and maps, as the YAML says them.
"""

from scorer.authoring.edits import (
    Place,
    changed_files,
    item_place,
    save,
    value_at,
    with_entry,
    with_example,
    with_item,
    with_value,
    without_entry,
)
from scorer.authoring.files import RuleFile, RuleFiles, load_rule_files, open_rule_files
from scorer.authoring.spans import Value
from scorer.authoring.splicing import rewritten

__all__ = [
    "Place",
    "RuleFile",
    "RuleFiles",
    "Value",
    "changed_files",
    "item_place",
    "load_rule_files",
    "open_rule_files",
    "rewritten",
    "save",
    "value_at",
    "with_entry",
    "with_example",
    "with_item",
    "with_value",
    "without_entry",
]
