"""`scorer rules schema`: what editors need to know of the rule files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from scorer.cli.chinese import ChineseCommand
from scorer.cli.output import say, write_whole


@click.command(cls=ChineseCommand, help="把规则文件的 JSON Schema 写到文件夹里，每种文件一份。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def schema(folder: Path) -> None:
    """Write one schema for each kind of rule file."""
    from scorer.loader.schema import rule_schemas

    for name, content in rule_schemas().items():
        path = folder / f"{name}.schema.json"
        text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(path, f"{text}\n".encode())
        say(str(path))
