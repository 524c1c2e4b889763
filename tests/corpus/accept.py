"""Accepts today's results of the example reports as the frozen ones.

usage: python tests/corpus/accept.py

Prints what moved and the lines for "Scores changed" in CHANGELOG.md. Look at every line first: a
verdict that became wrong is kept under `missed`, where the tests count it. The verdicts by hand
are changed by hand, where the rubric says that they were wrong.
"""

from __future__ import annotations

import json
import sys

from frozen import EXAMPLES, Move, accepted, expectation_file, moves, table


def changelog_lines(found: list[Move]) -> list[str]:
    """One line per item that moved, as CHANGELOG.md wants them."""
    lines = []
    for item in sorted({move.item for move in found}):
        of_item = [move for move in found if move.item == item]
        changes = sorted({f"{move.old} -> {move.new}" for move in of_item})
        lines.append(
            f"- {item}: {', '.join(changes)}; {len(of_item)} of {len(EXAMPLES)} reports of the "
            "frozen corpus moved. WHY: …"
        )
    return lines


def main() -> None:
    found: list[Move] = []
    for example in EXAMPLES:
        found.extend(moves(example))
        text = json.dumps(accepted(example), ensure_ascii=False, indent=1) + "\n"
        expectation_file(example).write_text(text, encoding="utf-8", newline="\n")
    if not found:
        sys.stdout.write("No verdict moved.\n")
        return
    sys.stdout.write(table(found) + "\n\nFor CHANGELOG.md, under Scores changed:\n\n")
    sys.stdout.write("\n".join(changelog_lines(found)) + "\n")


if __name__ == "__main__":
    main()
