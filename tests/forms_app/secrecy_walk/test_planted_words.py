"""Words planted in every open field of what the préfecture or the director reads: none leaves unannounced (C2).

The way is the product's own: a draft, its reading, the review, the letter, its file read back by poppler.
"""

import logging
import re
from contextlib import contextmanager

from django.core import mail

from forms_app import secrecy
from forms_app.models import Letter
from forms_app.secrecy.folding import fold
from forms_app.services.doctrine import lexicon
from forms_app.services.fiches import drafts, letters
from forms_app.wizard import outcome
from forms_app.wizard.reading import read
from tests.forms_app.documents import poppler
from tests.forms_app.secrecy_walk import planting
from tests.forms_app.wizard.conftest import texts  # noqa: F401 - loads them for every test

COUNT = 1000
DELIVERED = 60


class Attempt:
    """One set of answers taken as far as the product lets it go."""

    def __init__(self, physician, planted: planting.Planted):
        self.planted, fiche = planted, planted.fiche
        self.draft = drafts.start(physician, fiche.key, planted.authority, without_file=False)
        drafts.keep(self.draft, planted.typed, 0)
        reading = read(fiche, self.draft.typed)
        assert not reading.errors, reading.errors
        self.answers = reading.answers
        self.announced = outcome.findings(fiche, self.draft, self.answers)
        self.letter = outcome.letter_of(fiche, self.draft, self.answers)

    def is_announced(self, name: str) -> bool:
        """Whether a finding stands on the very place of the word planted in a question."""
        word = re.search(re.escape(self.planted.words[name]), self.answers[name], re.IGNORECASE)
        found = [row["finding"] for row in self.announced if row["question"].name == name]
        return any(finding.start < word.end() and word.start() < finding.end for finding in found)

    def missed(self) -> list[str]:
        """Questions that are asked, hold a planted word and announce nothing at its place."""
        return [name for name in self.planted.words if name in self.answers and not self.is_announced(name)]

    def preview(self, kept=()) -> Letter:
        return letters.preview(self.draft.row, self.letter, kept=kept)

    def is_refused(self) -> bool:
        try:
            self.preview()
        except letters.OutgoingRefusal as refusal:
            assert not shows(f"{refusal} {refusal.args}", self.planted.words.values())
            return True
        return False

    def prints(self) -> bool:
        """Whether a planted word stands on the page at all: some questions are asked and never printed."""
        told = [name for name in self.planted.words if name in self.answers]
        return any(name not in self.planted.fiche.never_printed for name in told)

    def keep_and_deliver(self) -> Letter:
        outcome.keep_words(self.draft, self.announced, {row["mark"]: "place-name" for row in self.announced})
        return letters.deliver(
            self.preview(outcome.kept_fields(outcome.findings(self.planted.fiche, self.draft, self.answers)))
        )


def shows(text: str, words) -> bool:
    """Whether one of the words can be read in a text, however it is written."""
    said = f" {' '.join(fold(text).words)} "
    return any(f" {' '.join(fold(word).words)} " in said for word in words)


@contextmanager
def everything_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        yield


def leaks(attempts: list[Attempt]) -> list[Attempt]:
    """The attempts whose letter leaves with a planted word that nobody was told of."""
    out = []
    for attempt in attempts:
        if attempt.missed() or (attempt.prints() and not attempt.is_refused()):
            out.append(attempt)
    return out


def test_no_planted_word_reaches_a_letter_unannounced(physician, caplog):
    with everything_logged(caplog):
        attempts = [Attempt(physician, planted) for planted in planting.sets(COUNT)]
        out = leaks(attempts)
    told = [(attempt.planted.fiche.key, attempt.planted.words, attempt.missed()) for attempt in out]
    assert not told, told[:20]
    assert len({attempt.planted.fiche.key for attempt in attempts}) == len(planting.FICHES)
    asked = {(a.planted.fiche.key, name) for a in attempts for name in a.planted.words if name in a.answers}
    assert len(asked) >= sum(1 for fiche in planting.FICHES for _ in planting.answering.checked_questions(fiche))
    assert not Letter.objects.filter(state="delivered").exists()
    assert not [record for record in caplog.records if shows(record.getMessage(), planting.WORDS)]
    assert mail.outbox == []


def test_a_word_kept_on_purpose_is_on_the_page_and_nowhere_else(physician, caplog):
    with everything_logged(caplog):
        attempts = [Attempt(physician, planted) for planted in planting.sets(DELIVERED, seed=7)]
        rows = [(attempt, attempt.keep_and_deliver()) for attempt in attempts]
    on_page = 0
    for attempt, row in rows:
        words, pdf = attempt.planted.words.values(), letters.open_pdf(row)
        on_page += shows(" ".join(poppler.pages(pdf)), words)
        around = [letters.file_name(row), str(row.kept_words), str(row.pk), str(poppler.information(pdf))]
        around += re.findall(r">([^<]+)<", poppler.etree.tostring(poppler.packet(pdf), encoding="unicode"))
        assert not shows(" ".join(around), words)
        assert not shows(str(vars(row)), words)
    assert on_page >= DELIVERED * 0.8  # the words are read where they are; the others are cut by a line or not printed
    assert not [record for record in caplog.records if shows(record.getMessage(), planting.WORDS)]
    assert mail.outbox == []


def test_without_the_lexicon_the_same_sets_do_leak(physician, monkeypatch):
    silent = secrecy.build({"families": {}})
    monkeypatch.setattr(lexicon, "current", lambda: silent)
    attempts = [Attempt(physician, planted) for planted in planting.sets(20)]
    assert len(leaks(attempts)) >= 15
