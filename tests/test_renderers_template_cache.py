"""Compiled templates are found again, never stale, and never in the way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from scorer.renderers.template_cache import TemplateCache


@pytest.fixture(autouse=True)
def writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def rendered(folder: Path, maker: Path) -> str:
    environment = Environment(
        loader=FileSystemLoader(folder), bytecode_cache=TemplateCache(folder, [maker])
    )
    return environment.get_template("page.html").render(word="字")


@pytest.fixture
def maker(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text("一{{ word }}", encoding="utf-8")
    maker = tmp_path / "maker.py"
    maker.write_text("1", encoding="utf-8")
    return maker


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_a_template_is_compiled_once(
    tmp_path: Path, maker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rendered(tmp_path, maker) == "一字"
    assert [path.suffix for path in kept(tmp_path)] == [".pyc"]
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered(tmp_path, maker) == "一字"


def test_a_changed_template_is_compiled_again(tmp_path: Path, maker: Path) -> None:
    rendered(tmp_path, maker)
    (tmp_path / "page.html").write_text("二{{ word }}", encoding="utf-8")
    assert rendered(tmp_path, maker) == "二字"
    assert len(kept(tmp_path)) == 1


def test_another_compiler_does_not_find_what_the_last_one_kept(tmp_path: Path, maker: Path) -> None:
    rendered(tmp_path, maker)
    maker.write_text("12", encoding="utf-8")
    rendered(tmp_path, maker)
    assert len(kept(tmp_path)) == 2


@pytest.mark.parametrize("damage", [b"", b"x", "half"])
def test_a_damaged_file_is_replaced(tmp_path: Path, maker: Path, damage: bytes | str) -> None:
    rendered(tmp_path, maker)
    (path,) = kept(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(damage if isinstance(damage, bytes) else whole[: len(whole) // 3])
    assert rendered(tmp_path, maker) == "一字"
    assert path.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(
    tmp_path: Path, maker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path, maker) == "一字"
    assert not kept(tmp_path)


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path, maker: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file where the folder would be", encoding="utf-8")
    assert rendered(tmp_path, maker) == "一字"
