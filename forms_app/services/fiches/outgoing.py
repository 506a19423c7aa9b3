"""The outgoing check of a letter (C2): the words of its file, what the file says of itself, its name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_app import documents, fiches, secrecy
from forms_app.enums import Outgoing, Recipient
from forms_app.letters.slots import FIELDS
from forms_app.services.doctrine import lexicon as words_that_betray

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
    """Check each answer under its own reading before anything is printed; `OutgoingRefusal` when one is not kept.

    A letter from doctor to doctor may be medical: of it only the addresses are read, since others see the envelope.
    """
    lexicon, left = words_that_betray.current(), _passes(kept)
    checked = frozen.letter.recipient in CHECKED
    findings = []
    for answer in _answers(frozen):
        if checked or answer.reading is Outgoing.ADDRESS:
            _, refused = _sorted(answer, left, lexicon)
            findings += [(answer.question, finding) for finding in refused]
    _refuse(findings)


def refuse_leaking_file(frozen: documents.Frozen, pdf: bytes, name: str, kept: Iterable[Mapping] = ()) -> None:
    """Check the file as a whole: the words of its pages, what its bytes say of it, its name; raises as above.

    The words are those of the frozen content, which the pages repeat one for one.
    """
    told = [words for words in documents.described(pdf) if words != frozen.mark]
    lexicon, left = words_that_betray.current(), _passes(kept)
    checked = frozen.letter.recipient in CHECKED
    words = documents.printed_words(frozen, "").text.rpartition("\n")[0] if checked else ""  # no version, no hash
    passages = [_passage(answer, left, lexicon) for answer in _answers(frozen)] if checked else []
    found = secrecy.check_letter(words, dict(enumerate(told)), name, lexicon, passages)
    _refuse([(_question_at(frozen, finding), finding) for finding in found])


def kept_words(kept: Iterable[Mapping], fiche: str) -> list[dict]:
    """Return what is recorded of words kept on purpose: rule, question, reason; ValueError for an unknown reason."""
    questions = {question.name for question in fiches.get(fiche).questions()}
    rows = [{name: str(row[name]) for name in ("rule", "field", "reason")} for row in kept]
    if any(row["reason"] not in secrecy.REASONS for row in rows):
        raise ValueError("a reason is one of the closed list")
    return [row for row in rows if row["field"] in questions]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Words that one question put on the pages, and how they are read."""

    question: str
    words: str
    reading: Outgoing


def _answers(frozen: documents.Frozen) -> list[_Answer]:
    """The answers on the pages, each once, the address of the label last; free text when the question is unknown."""
    words = documents.printed_words(frozen, frozen.digest)
    how = {question.name: question.outgoing for question in fiches.get(frozen.letter.fiche).questions()}
    rows = [(FIELDS.get(span.field, span.field), words.text[span.start : span.end]) for span in words.spans]
    if frozen.letter.attachments and frozen.letter.reply_address:
        rows.append(("reply_address", frozen.letter.reply_address))
    return [_Answer(name, said, how.get(name, Outgoing.PROSE)) for name, said in dict.fromkeys(rows)]


def _passes(kept: Iterable[Mapping]) -> Counter:
    """How many findings of a rule may stand in the answer to a question: one for each that was kept."""
    return Counter((row["rule"], row["field"]) for row in kept)


def _sorted(answer: _Answer, left: Counter, lexicon) -> tuple[list, list]:
    """The findings in an answer that were kept, counted off from `left`, and those that were not."""
    passed, refused = [], []
    for finding in secrecy.check(answer.words, answer.reading, lexicon):
        mark = (finding.rule, answer.question)
        (passed if left[mark] > 0 else refused).append(finding)
        left[mark] -= 1
    return passed, refused


def _passage(answer: _Answer, left: Counter, lexicon) -> secrecy.Passage:
    passed, _ = _sorted(answer, left, lexicon)
    return secrecy.Passage(answer.words, answer.reading, tuple((found.start, found.end) for found in passed))


def _question_at(frozen: documents.Frozen, finding) -> str:
    """The question whose answer holds a finding; `file` outside the pages, nothing for the words of the model."""
    if finding.place != "text":
        return "file"
    spans = documents.printed_words(frozen, frozen.digest).spans
    fields = [span.field for span in spans if span.start <= finding.start < span.end]
    return FIELDS.get(fields[0], fields[0]) if fields else ""


def _refuse(findings: list[tuple]) -> None:
    if findings:
        raise OutgoingRefusal(findings)
