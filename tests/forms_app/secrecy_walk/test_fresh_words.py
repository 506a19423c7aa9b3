"""Words chosen apart from the lexicon: how many are announced, reading by reading, and never fewer than today."""

from pathlib import Path

import pytest
import yaml

from forms_app.enums import Outgoing
from tests.forms_app.secrecy import material

WORDS = [
    word
    for words in yaml.safe_load(Path(__file__).with_name("fresh.yaml").read_text(encoding="utf-8")).values()
    for word in words
]
FRAMES = {
    Outgoing.PROSE: ("Il y a {} dans le dossier.", 0.95),
    Outgoing.NAME: ("Ayoub {}", 0.87),
    Outgoing.ADDRESS: ("chez {}, 35000 Rennes", 0.90),
}


@pytest.mark.parametrize("reading", FRAMES)
def test_most_of_the_words_that_the_lexicon_did_not_know_are_announced(reading, record_property):
    frame, floor = FRAMES[reading]
    missed = [word for word in WORDS if not material.found(frame.format(word), reading)]
    record_property("recall", f"{reading}: {1 - len(missed) / len(WORDS):.3f} of {len(WORDS)}")
    assert 1 - len(missed) / len(WORDS) >= floor, missed
