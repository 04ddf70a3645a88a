"""Every command that README and the schedules show is one that can be run."""

import importlib
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("README.md", "scheduling/crontab", "scheduling/systemd/sukien-daily.service")
COMMAND = re.compile(r"\.venv/bin/python -m pipelines\.(backfill|compact|replay|schema|export)\b([^\n&`]*)")
VALUES = {"$day": "2023-06-01", "$INPUT": "seeds/articles/*.txt", "$OUT": "out"}


def commands():
    for name in FILES:
        for found in COMMAND.finditer((ROOT / name).read_text(encoding="utf-8")):
            arguments = found[2].rstrip("'") if name.endswith(".service") else found[2]
            yield pytest.param(found[1], arguments, id=f"{name}: {found[1]}")


@pytest.mark.parametrize(("module", "arguments"), commands())
def test_a_shown_command_is_understood(module, arguments, monkeypatch):
    monkeypatch.chdir(ROOT)
    for name, value in VALUES.items():
        arguments = arguments.replace(name, value)
    importlib.import_module(f"pipelines.{module}").parse(shlex.split(arguments))
