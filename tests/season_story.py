"""A season of the made-up district, played once for all tests: what was done and what was left.

After each step the results folder is copied, so that every state can be looked at later. Test
processes that run side by side share one season: the first one plays it, the others wait.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from scorer.cli import run
from tests.district import YEAR, District, district_at, make_district
from tests.season_figures import Figures, Said, figures

STAGES: Final = ("first",)
LEDGER: Final = "审查记录.sqlite"
_WAIT_SECONDS: Final = 900
_LEFT_OUT: Final = (".scorer", "缺项页")


@dataclass(frozen=True)
class Call:
    """What a command said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Story:
    """Where everything of the season lies."""

    place: Path
    district: District

    @property
    def out(self) -> Path:
        return self.place / "结果"

    def stage(self, name: str) -> Path:
        """The results as they were then."""
        return self.place / "各步" / name

    def said(self, name: str) -> list[Said]:
        """What reviewers had said by then, in the order in which it was taken."""
        told = self.noted("said")[name]
        return [Said(**{**one, "quotes": tuple(one["quotes"])}) for one in told]

    def figures(self, name: str) -> Figures:
        return _figures(self, name)

    def noted(self, name: str) -> Any:
        """What the player wrote down."""
        return json.loads((self.place / f"{name}.json").read_bytes())

    def note(self, name: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        (self.place / f"{name}.json").write_text(text, "utf-8")

    def call(self, *arguments: object) -> Call:
        """Run the command line, in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = run([str(one) for one in arguments])
        told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        return Call(code, *told)

    def review(self, name: str) -> Call:
        """Review what lies in the folder now, and keep a copy of all that comes of it."""
        places = (self.district.folder, "--register", self.district.register, "--out", self.out)
        season = ("--year", YEAR, "--bureau", "青禾区法治办公室", "--contact", "某同志 1000")
        call = self.call("review", *places, *season, "--workers", 2)
        copy = self.stage(name)
        shutil.copytree(self.out, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        return call


@cache
def _figures(story: Story, name: str) -> Figures:
    return figures(story.stage(name), story.said(name))


def play(factory: pytest.TempPathFactory) -> Story:
    """The season, played by this process or by the one beside it."""
    shared = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    base = factory.getbasetemp()
    place = (base.parent if shared else base) / f"season-{shared or 'alone'}"
    story = Story(place, district_at(place))
    done = place / "done"
    try:
        place.mkdir()
    except FileExistsError:
        _wait_for(done)
    else:
        try:
            make_district(place)
            with _own_cache(place):
                _play(story)
        finally:
            done.touch()
    if not (place / "whole").exists():
        pytest.fail("the season could not be played to its end: see the first failure")
    return story


def _wait_for(done: Path) -> None:
    last = time.monotonic() + _WAIT_SECONDS
    while not done.exists():
        assert time.monotonic() < last, "the season takes too long"
        time.sleep(0.2)


@contextmanager
def _own_cache(place: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        yield


def _play(story: Story) -> None:
    call = story.review("first")
    story.note("calls", {"first": call.err, "code": call.code})
    story.note("said", {"first": []})
    (story.place / "whole").touch()
