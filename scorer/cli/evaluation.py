"""`scorer evaluate`: results against labels."""

from __future__ import annotations

from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand, OneOf
from scorer.cli.options import checklist_option, overlay_option
from scorer.cli.output import emit


@click.command(
    cls=ChineseCommand,
    help="把判定结果同人工标注逐项比较：一致率、Kappa、错给分的比例和每一处分歧。",
)
@click.argument("labels", type=click.Path(path_type=Path), metavar="标注文件夹")
@click.argument("reports", type=click.Path(path_type=Path), metavar="报告文件夹")
@checklist_option
@overlay_option
@click.option(
    "--format",
    "format_",
    type=OneOf(("text", "json")),
    default="text",
    metavar="格式",
    help="text 给人看（默认）；json 给程序用。",
)
@click.option("--ablation", is_flag=True, help="另看去掉报告里出现的词语后还剩多少。")
def evaluate(
    labels: Path,
    reports: Path,
    checklist: str | None,
    overlays: tuple[str, ...],
    format_: str,
    ablation: bool,
) -> None:
    """Score every labelled report and tell how far label and scorer agree."""
    from scorer import evaluate as comparing
    from scorer.pipeline import score_file
    from scorer.selfcheck import load_verified_checklist

    rules = load_verified_checklist(checklist, overlays)
    evaluation = comparing.evaluate(labels, reports, rules, score=score_file, ablation=ablation)
    render = comparing.evaluation_json if format_ == "json" else comparing.render_evaluation
    emit(f"{render(evaluation).rstrip()}\n".encode())
