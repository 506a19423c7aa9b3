"""Reads the series of ceilings, amounts and rules of cover from its reviewed file."""

from pathlib import Path

import yaml

from guidance.amounts.periods import SIZES
from guidance.content.decode import ContentError, decode
from guidance.content.reader import ROOT
from guidance.content.records import AmountPeriod
from guidance.data_files import read_yaml

FILE = "amounts.yaml"


def read_amounts(root: Path = ROOT) -> tuple[AmountPeriod, ...]:
    """Return the rows of `amounts.yaml`; raise `ContentError` when the file is malformed."""
    try:
        data = read_yaml(root / FILE)
    except (OSError, yaml.YAMLError) as error:
        raise ContentError(FILE, str(error)) from error
    rows = decode(tuple[AmountPeriod, ...], data, FILE)
    for row in rows:
        if unknown := set(row.figures or ()) - set(SIZES):
            raise ContentError(f"{FILE}.{row.id}", f"unknown cells {', '.join(sorted(unknown))}")
    return rows
