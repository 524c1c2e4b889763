"""Portions come back whole however many worker processes die; what kills is lost and named."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from scorer.batch.pool import Lost, Pool, _begin

WINDOWS = os.name == "nt"
START = (str, ())


def doubled(portion: Sequence[str]) -> list[str]:
    for piece in portion:
        if piece == "poison":
            os._exit(9)
        if piece.startswith("once:") and not Path(piece[5:]).exists():
            Path(piece[5:]).touch()
            os.kill(os.getpid(), signal.SIGTERM if WINDOWS else signal.SIGKILL)
        if piece == "hang":
            time.sleep(60)
        if piece == "bug":
            raise KeyError(piece)
    return [piece * 2 for piece in portion]


def ran(portions: Sequence[Sequence[str]], *, patience: float = 60) -> dict[str, object]:
    found: dict[str, object] = {}
    with Pool(doubled, START, workers=2, patience=patience) as pool:
        for portion, results in pool.run(portions):
            assert len(portion) == len(results)
            for piece, result in zip(portion, results, strict=True):
                assert piece not in found, "done twice"
                found[piece] = result
    return found


def test_every_piece_gets_its_own_result() -> None:
    portions = [[f"{number}{half}" for half in "ab"] for number in range(12)]
    assert ran(portions) == {piece: piece * 2 for portion in portions for piece in portion}


def test_nothing_to_do_starts_nothing() -> None:
    with Pool(doubled, START, workers=2) as pool:
        assert list(pool.run([])) == []
        assert pool._executor is None


def test_a_piece_that_kills_its_process_is_lost_alone_and_all_others_come_back() -> None:
    portions = [["a", "b"], ["c", "poison", "d"], ["e"], ["f"], ["g"], ["h"]]
    found = ran(portions)
    assert found.pop("poison") == Lost("poison")
    assert found == {piece: piece * 2 for piece in "abcdefgh"}


def test_a_process_that_the_system_killed_once_costs_nothing(tmp_path: Path) -> None:
    piece = f"once:{tmp_path / 'killed'}"
    assert ran([["a"], [piece], ["b"], ["c"]]) == {one: one * 2 for one in ("a", piece, "b", "c")}


def test_a_piece_that_hangs_is_given_up() -> None:
    found = ran([["hang"], ["a"]], patience=4)
    assert found == {"hang": Lost("hang"), "a": "aa"}


def test_a_bug_of_the_work_itself_is_not_swallowed() -> None:
    with pytest.raises(KeyError, match="bug"):
        ran([["a"], ["bug"]])


def test_a_worker_prepares_itself_and_leaves_ctrl_c_to_its_parent() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[int] = []
    try:
        _begin((seen.append, (3,)))
        assert seen == [3]
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
