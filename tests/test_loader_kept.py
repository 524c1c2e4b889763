"""What was verified once is found again, never stale, and cannot run anything."""

from __future__ import annotations

import hashlib
import pickle
from pathlib import Path

import pytest

from scorer.kinds import Verdict
from scorer.loader import load_checklist
from scorer.loader.kept import keep, key_of, recall
from scorer.paths import cache_folder
from scorer.unpickling import load_values

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"


def test_a_kept_checklist_is_found_again(tmp_path: Path) -> None:
    checklist, key = load_checklist(TINY), key_of(TINY, ())
    assert recall(key, tmp_path) is None
    keep(checklist, key, tmp_path)
    found = recall(key, tmp_path)
    assert found is not None
    assert found is not checklist
    assert (found.digest, found.items) == (checklist.digest, checklist.items)
    assert found.credits == checklist.credits


def test_another_text_is_another_checklist(tmp_path: Path) -> None:
    keep(load_checklist(TINY), key_of(TINY, ()), tmp_path)
    other = tmp_path / "tiny.yaml"
    other.write_text(TINY.read_text("utf-8") + "# 说明\n", "utf-8")
    assert recall(key_of(other, ()), tmp_path) is None


def test_every_file_that_is_named_counts(tmp_path: Path) -> None:
    path, words = tmp_path / "a.yaml", tmp_path / "words.yaml"
    path.write_text("vocabulary: [words.yaml]\nitems: items/\n", "utf-8")
    words.write_text("a: [b]\n", "utf-8")
    (tmp_path / "items").mkdir()
    keys = [key_of(path, ())]
    (tmp_path / "items" / "x.yaml").write_text("- 1", "utf-8")
    keys.append(key_of(path, ()))
    words.write_text("a: [c]\n", "utf-8")
    keys.append(key_of(path, ()))
    keys.append(key_of(path, [words]))
    assert len(set(keys)) == 4


class _Harmful:
    """Unpickled by an ordinary unpickler, it would make a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os

        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("kind", ["harmful", "wrong value", "cut", "changed", "empty", "dotted"])
def test_a_tampered_file_is_refused_and_never_run(tmp_path: Path, kind: str) -> None:
    key, victim = key_of(TINY, ()), tmp_path / "victim"
    keep(load_checklist(TINY), key, tmp_path)
    (kept,) = tmp_path.glob("*.checklist")
    raw = kept.read_bytes()
    contents = {
        "harmful": pickle.dumps(_Harmful(victim)),
        "wrong value": pickle.dumps(load_checklist(TINY).items),
        "dotted": b"\x80\x04\x8c\x10scorer.checklist\x8c\x0cos.path.join\x93.",
    }
    if kind in contents:
        content = contents[kind]
        kept.write_bytes(hashlib.sha256(content).digest() + content)
    elif kind == "cut":
        kept.write_bytes(raw[:-10])
    elif kind == "changed":
        kept.write_bytes(raw[:-1] + b"x")
    else:
        kept.write_bytes(b"")
    assert recall(key, tmp_path) is None
    assert not victim.exists()


def test_imported_names_of_the_value_modules_are_no_values(tmp_path: Path) -> None:
    # scorer.checklist imports `dataclass`; only classes that are defined there may be named.
    key = key_of(TINY, ())
    keep(load_checklist(TINY), key, tmp_path)
    (kept,) = tmp_path.glob("*.checklist")
    content = b"\x80\x04\x8c\x10scorer.checklist\x8c\x09dataclass\x93."
    kept.write_bytes(hashlib.sha256(content).digest() + content)
    assert recall(key, tmp_path) is None


def test_a_folder_that_cannot_be_used_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep(load_checklist(TINY), key_of(TINY, ()), tmp_path / "file" / "cache")
    assert recall(key_of(TINY, ()), tmp_path / "file" / "cache") is None


def test_the_folder_does_not_grow_for_ever(tmp_path: Path) -> None:
    checklist = load_checklist(TINY)
    for number in range(20):
        other = tmp_path / "tiny.yaml"
        other.write_text(TINY.read_text("utf-8") + f"# {number}\n", "utf-8")
        keep(checklist, key_of(other, ()), tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) == 16


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/rule-of-law-scorer")),
        ({"XDG_CACHE_HOME": "x", "HOME": "/h"}, Path("/h/.cache/rule-of-law-scorer")),
        ({"LOCALAPPDATA": "/l", "HOME": "/h"}, Path("/l/rule-of-law-scorer")),
        ({"HOME": "/h"}, Path("/h/.cache/rule-of-law-scorer")),
        ({}, None),
    ],
)
@pytest.mark.skipif(not Path("/").is_absolute(), reason="POSIX paths in the table")
def test_the_cache_is_where_the_system_wants_it(
    environment: dict[str, str], expected: Path | None
) -> None:
    assert cache_folder(environment) == expected


def test_members_pickled_by_getattr_come_back_and_nothing_else_is_got() -> None:
    # Early versions of Python 3.11 write an enumeration's member as getattr(class, name).
    def written(name: str) -> bytes:
        return f"cbuiltins\ngetattr\n(cscorer.kinds\nVerdict\nV{name}\ntR.".encode()

    modules = frozenset({"scorer.kinds"})
    assert load_values(written("STATED"), modules=modules) is Verdict.STATED
    for name in ("__class__", "mro", "__init__"):
        with pytest.raises(pickle.UnpicklingError):
            load_values(written(name), modules=modules)
