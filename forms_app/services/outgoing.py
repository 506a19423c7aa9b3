"""The outgoing check of a letter (C2): the words of its file, what the file says of itself, its name."""

from collections.abc import Iterable, Mapping

from forms_app import documents, fiches, secrecy
from forms_app.enums import Outgoing, Recipient
from forms_app.letters.content import Letter
from forms_app.letters.slots import FIELDS
from forms_app.services import lexicon as words_that_betray

#: Whoever reads these letters is no physician.
CHECKED = frozenset({Recipient.PREFECTURE, Recipient.DIRECTOR})


class OutgoingRefusal(Exception):
    """Words that may betray an illness stand in the letter and nobody kept them: nothing is printed.

    `findings` are pairs (name of the question, finding); the name is empty for the words around the answers, `file`
    for what the file says of itself. The exception itself quotes nothing.
    """

    def __init__(self, findings: list[tuple]):
        super().__init__("words to look at before the letter leaves")
        self.findings = findings


def refuse_leaks(frozen: documents.Frozen, kept: Iterable[Mapping] = ()) -> None:
    """Check the words that will be printed; `OutgoingRefusal` lists what was found and not kept.

    The words are those of the frozen content, which the file repeats one for one. A letter from doctor to doctor may
    be medical: of it only the address on the label is read, since others see the envelope.
    """
    letter, lexicon = frozen.letter, words_that_betray.current()
    findings = []
    if letter.attachments and letter.reply_address:
        findings += _in_field("reply_address", letter.reply_address, Outgoing.ADDRESS, lexicon)
    if letter.recipient in CHECKED:
        findings += _on_pages(frozen, lexicon)
    passed = {(row["rule"], row["field"]) for row in kept}
    if left := [(field, finding) for field, finding in findings if (finding.rule, field) not in passed]:
        raise OutgoingRefusal(left)


def refuse_leaking_file(frozen: documents.Frozen, pdf: bytes, name: str) -> None:
    """Check what a file says of itself, read back from its bytes, and its name; nothing of it can be kept."""
    told = [words for words in documents.described(pdf) if words != frozen.mark]
    lexicon = words_that_betray.current()
    if findings := [pair for words in (*told, name) for pair in _in_field("file", words, Outgoing.PROSE, lexicon)]:
        raise OutgoingRefusal(findings)


def kept_words(kept: Iterable[Mapping]) -> list[dict]:
    """Return what may be recorded of words kept on purpose: rule, field, reason; ValueError for an unknown reason."""
    rows = [{name: str(row[name]) for name in ("rule", "field", "reason")} for row in kept]
    if any(row["reason"] not in secrecy.REASONS for row in rows):
        raise ValueError("a reason is one of the closed list")
    return rows


def readings(letter: Letter) -> dict[str, Outgoing]:
    """Return how the answer to each question of a letter is read."""
    return {question.name: question.outgoing for question in fiches.get(letter.fiche).questions()}


def _on_pages(frozen: documents.Frozen, lexicon) -> list[tuple]:
    """Findings of each answer under its own reading (free text when unknown), then of the words around, masked."""
    words, how = documents.printed_words(frozen, frozen.digest), readings(frozen.letter)
    findings, around = [], list(words.text)
    for span in words.spans:
        question, answer = FIELDS.get(span.field, span.field), words.text[span.start : span.end]
        findings += _in_field(question, answer, how.get(question, Outgoing.PROSE), lexicon)
        around[span.start : span.end] = " " * len(answer)
    return findings + _in_field("", "".join(around), Outgoing.PROSE, lexicon)


def _in_field(field: str, words: str, reading: Outgoing, lexicon) -> list[tuple]:
    return [(field, found) for found in secrecy.check(words, reading, lexicon)]
