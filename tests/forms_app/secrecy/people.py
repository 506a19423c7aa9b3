"""Synthetic names and addresses, French and foreign, the same ones at each run."""

import random
from pathlib import Path

import yaml

PARTS = yaml.safe_load(Path(__file__).with_name("people.yaml").read_text(encoding="utf-8"))


def _invented(chance: random.Random) -> str:
    return "".join(chance.choice(PARTS["syllables"]) for _ in range(chance.randint(2, 4))).capitalize()


def name(chance: random.Random) -> str:
    """A name as printed: given names, family name, sometimes compound, invented or in capitals."""
    last = chance.choice([chance.choice(PARTS["last"]), chance.choice(PARTS["last"]), _invented(chance)])
    if chance.random() < 0.2:
        last += "-" + chance.choice(PARTS["last"])
    first = " ".join(chance.sample(PARTS["first"], chance.choice([1, 1, 2])))
    return f"{first} {last.upper() if chance.random() < 0.4 else last}"


def address(chance: random.Random) -> str:
    """An address in France: extra, number, street, postcode and commune."""
    extra, street, way = (chance.choice(PARTS[part]) for part in ("extras", "streets", "street_names"))
    number = f"{chance.randint(1, 199)}{chance.choice(['', '', ' bis'])}"
    commune = chance.choice([chance.choice(PARTS["communes"]), chance.choice(PARTS["communes"]), _invented(chance)])
    return f"{extra}{number}, {street} {way}, {chance.randint(1000, 97690):05d} {commune}"


def people(count: int) -> list[tuple[str, str]]:
    """`count` names and addresses, always the same."""
    chance = random.Random(20161231)  # noqa: S311 (tests)
    return [(name(chance), address(chance)) for _ in range(count)]
