"""A district's summary in, the decisions that a reviewer has to look at again out."""

from __future__ import annotations

from typing import Final

from scorer.opinions import DecisionKind, Hold
from scorer.renderers.district_values import OpinionRow
from scorer.renderers.page_opinions import opinion_view
from scorer.renderers.pages import page_href
from scorer.renderers.wording import printable
from scorer.season import DistrictSummary

_ASKED: Final = (Hold.REOPENED, Hold.CONFLICT)


def open_opinions(summary: DistrictSummary) -> tuple[OpinionRow, ...]:
    """Decisions that a reviewer has to look at again, by unit as ranked."""
    titles = {item.id: item.title for item in summary.items}
    rows = []
    for row in summary.scored:
        known = {**titles, **{finding.key: finding.title for finding in row.findings}}
        asked = (o for o in row.opinions if o.hold in _ASKED and o.kind is not DecisionKind.REMARK)
        for opinion in asked:
            anchor = opinion.subject if opinion.subject in titles else "checks"
            rows.append(
                OpinionRow(
                    printable(row.entry.unit),
                    f"{page_href(row.gap_page)}#{anchor}" if row.gap_page else "",
                    printable(opinion.subject),
                    printable(known.get(opinion.subject, "")),
                    opinion_view(opinion),
                )
            )
    return tuple(rows)
