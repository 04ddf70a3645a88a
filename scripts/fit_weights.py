"""Fits the linear model of the extract stage on annotated stories and writes its table.

    python -m scripts.fit_weights --articles ARTICLES.jsonl --gold DIR --scorer score.py [--pages DIR:GOLD_DIR …] [--all] [--write]

Prints event precision, recall and F1 on the stories fitted and on those kept aside; with --write replaces
seeds/lexicon/weights.tsv. Confidence is fitted without the stories kept aside, and then calibrated on them.
Source of the method: logistic regression with an L2 penalty, by Newton's steps.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import numpy as np

from schemas.avro import to_avro
from scripts.annotated import Annotated, annotated, annotated_pages, load_scorer
from transforms.extract.scoring import WORD
from transforms.extract.story import read_story, records

TABLE = Path(__file__).parent.parent / "seeds" / "lexicon" / "weights.tsv"
HEADER = "# Weights of the linear model in transforms/extract/scoring.py, log-odds a feature adds: by scripts/fit_weights.py.\n"
PENALTY = 1.0
# How many candidates must hold an event's word for the word to have a weight of its own.
OFTEN = 6
STEPS = 30


def samples(item: Annotated, scorer: ModuleType) -> list[tuple[dict[str, float], str]]:
    """The candidates of one story as (features, label): "required", "optional" or "wrong" by the gold."""
    reading = read_story(item.story)
    found = [to_avro(r) for r in records(item.story, reading.candidates, datetime.now(UTC))]
    required = set(scorer.assign(item.gold["events"], found).values())
    rest = [index for index in range(len(found)) if index not in required]
    optional = {rest[i] for i in scorer.assign(item.gold.get("optional", []), [found[i] for i in rest]).values()}
    labels = ["required" if i in required else "optional" if i in optional else "wrong" for i in range(len(found))]
    return list(zip([candidate.found for candidate in reading.candidates], labels, strict=True))


def fit(rows: Sequence[dict[str, float]], truth: Sequence[bool], names: Sequence[str]) -> dict[str, float]:
    """Weights by name that maximise the penalised likelihood of `truth`; the bias carries no penalty."""
    x = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    y = np.array(truth, dtype=float)
    penalty = PENALTY * np.eye(len(names))
    penalty[names.index("bias"), names.index("bias")] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty @ weights
        weights -= np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + penalty, gradient)
    return dict(zip(names, weights, strict=True))


def predict(row: dict[str, float], weights: dict[str, float]) -> float:
    return float(1 / (1 + np.exp(-sum(value * weights.get(name, 0.0) for name, value in row.items()))))


def f1(stories: Sequence[tuple[Annotated, list]], weights: dict[str, float], keep: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of keeping what scores at least `keep`; optional events count neither way."""
    kept = [label for _, rows in stories for row, label in rows if predict(row, weights) >= keep]
    right, wrong = kept.count("required"), kept.count("wrong")
    wanted = sum(len(item.gold["events"]) for item, _ in stories)
    precision, recall = right / max(right + wrong, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


@dataclass(frozen=True)
class Model:
    """The weights of both scores, by feature."""

    confidence: dict[str, float]
    relevance: dict[str, float]

    @classmethod
    def fitted(cls, rows: Sequence[tuple[dict[str, float], str]]) -> Model:
        """Confidence tells any annotated event from a wrong one, relevance the required from the wrong ones."""
        seen = Counter(name for row, _ in rows for name in row)
        names = sorted(name for name in seen if not name.startswith(WORD) or seen[name] >= OFTEN)
        news = [(row, label) for row, label in rows if label != "optional"]
        return cls(
            fit([row for row, _ in rows], [label != "wrong" for _, label in rows], names),
            fit([row for row, _ in news], [label == "required" for _, label in news], names),
        )

    def calibrated(self, rows: Sequence[tuple[dict[str, float], str]]) -> Model:
        """The same with a confidence that `rows`, which it was not fitted on, bear out: its log-odds scaled and shifted (Platt, 1999)."""
        odds = [sum(value * self.confidence.get(name, 0.0) for name, value in row.items()) for row, _ in rows]
        bend = fit([{"bias": 1.0, "odds": value} for value in odds], [label != "wrong" for _, label in rows], ["bias", "odds"])
        scaled = {name: weight * bend["odds"] + bend["bias"] * (name == "bias") for name, weight in self.confidence.items()}
        return Model(scaled, self.relevance)

    def weights(self) -> dict[str, tuple[float, float]]:
        names = sorted(self.confidence.keys() | self.relevance.keys())
        return {name: (self.confidence.get(name, 0.0), self.relevance.get(name, 0.0)) for name in names}

    def table(self) -> str:
        lines = [f"{name}\t{confidence:.3f}\t{relevance:.3f}\n" for name, (confidence, relevance) in self.weights().items()]
        return HEADER + "feature\tconfidence\trelevance\n" + "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--pages", action="append", default=[], metavar="DIR:GOLD_DIR", help="annotated page dumps to fit on too")
    parser.add_argument("--all", action="store_true", help="write a relevance fitted on the stories kept aside too")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    items = [*annotated(args.articles, args.gold)]
    for folders in args.pages:
        items += annotated_pages(*map(Path, folders.split(":")))
    stories = [(item, samples(item, scorer)) for item in items]
    fitted = [(item, rows) for item, rows in stories if not item.aside]
    aside = [(item, rows) for item, rows in stories if item.aside]
    model = Model.fitted([row for _, rows in fitted for row in rows])
    for title, part in (("fitted", fitted), ("aside", aside)):
        print(f"{title}: {len(part)} stories, recall of all candidates {f1(part, model.relevance, 0.0)[1]:.3f}")
        for keep in (0.3, 0.35, 0.4, 0.45, 0.5):
            print("  keep {:.2f}: P {:.3f} R {:.3f} F1 {:.3f}".format(keep, *f1(part, model.relevance, keep)))
    if args.write:
        final = model.calibrated([row for _, rows in aside for row in rows])
        if args.all:
            final = Model(final.confidence, Model.fitted([row for _, rows in stories for row in rows]).relevance)
        TABLE.write_text(final.table(), encoding="utf-8")


if __name__ == "__main__":
    main()
