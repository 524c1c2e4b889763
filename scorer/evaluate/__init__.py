"""Results against labels: how far verdicts, sentences and findings agree with annotators.

`evaluate` scores every labelled report and compares; `render_evaluation` and `evaluation_json`
tell the outcome to people and to programs.
"""

from __future__ import annotations

from scorer.evaluate.evaluation import Evaluation, Measure, evaluate
from scorer.evaluate.labels import ReportLabels, load_labels
from scorer.evaluate.rendering import evaluation_json, render_evaluation

__all__ = [
    "Evaluation",
    "Measure",
    "ReportLabels",
    "evaluate",
    "evaluation_json",
    "load_labels",
    "render_evaluation",
]
