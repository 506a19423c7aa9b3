"""Nothing that stands in a text is a command, and the same text gives the same bytes everywhere."""

import dataclasses
import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance.documents import render_text_pdf, text_digest
from guidance.documents.runs import paragraphs, runs

from . import pdf

HOSTILE = [
    *("#let x = 1", "#panic()", '#read("/etc/passwd")', "*gras*", "_soul_", "= Titre", "`raw`", "@ref"),
    *("\\\\ \\u{41}", "$x$", "<script>alert(1)</script>", "{date}", "//c", "a~b", "--", '"g"'),
]


def escaped(words):
    return words.replace("&", "&amp;").replace("<", "&lt;")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_out_as_they_are_wherever_they_stand(make_text, words):
    blocks = [
        {"type": "paragraph", "html": f"<p>mot1 {escaped(words)} mot2</p>"},
        {"type": "list", "items": [{"marker": words, "html": f"mot3 {escaped(words)} mot4"}]},
        {"type": "table", "caption": f"{words} légende", "header": [words], "rows": [[words]]},
    ]
    items = [
        {"kind": "heading", "level": 2, "text": f"titre {words} fin"},
        {"kind": "clause", "label": "I", "blocks": blocks},
        {"kind": "notice", "notice": "gap", "ref": words, "text": f"note {words} fin"},
    ]
    made = render_text_pdf(make_text(items, title=f"Texte {words}"))
    said = pdf.words(made)
    for around in ("mot1 {} mot2", "mot3 {} mot4", "{} légende", "titre {} fin", "note {} fin"):
        assert around.format(words) in said
    assert pdf.reader(made).metadata.title == f"Texte {words}"


def test_a_link_of_another_scheme_is_printed_and_leads_nowhere(text):
    source = dataclasses.replace(text.sources[1], label="Source piégée", url="javascript:alert(1)")
    made = render_text_pdf(dataclasses.replace(text, sources=(source,)))
    assert "Source piégée" in pdf.words(made)
    assert b"javascript" not in made


def test_the_same_text_gives_the_same_bytes_twice(text):
    assert render_text_pdf(text) == render_text_pdf(text)


def test_sixteen_documents_at_once_from_sixteen_threads_are_the_same_bytes(text):
    alone = render_text_pdf(text)
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(render_text_pdf, [text] * 16))
    assert set(made) == {alone}


def test_only_the_bundled_typefaces_are_used(text):
    assert pdf.fonts(render_text_pdf(text)) == {"Literata", "PublicSans", "NotoSansSymbols2"}


def test_a_sign_that_no_bundled_face_can_draw_gives_a_plain_tagged_document_and_a_warning_without_the_sign(
    make_text, caplog
):
    items = [{"kind": "clause", "label": "I", "blocks": [{"type": "paragraph", "html": "<p>mot1 😀 mot2</p>"}]}]
    with caplog.at_level(logging.WARNING):
        made = render_text_pdf(make_text(items))
    assert "mot1" in pdf.words(made) and "mot2" in pdf.words(made)
    assert "/StructTreeRoot" in pdf.reader(made).trailer["/Root"]
    assert "archival" in caplog.text and "😀" not in caplog.text


def test_control_signs_and_broken_signs_do_not_stop_a_document(make_text):
    items = [{"kind": "heading", "level": 2, "text": "avant\x00\x1b\ud800après"}]
    assert "avant\ufffdaprès" in pdf.words(render_text_pdf(make_text(items)))


def test_the_hash_of_a_document_follows_its_words_and_its_date(text):
    moved = dataclasses.replace(text, stamp=dataclasses.replace(text.stamp, edition="édition du 11 novembre 2011"))
    assert text_digest(text) == text_digest(dataclasses.replace(text))
    assert text_digest(text) != text_digest(moved)


def test_inline_markup_becomes_runs():
    assert paragraphs(
        '<p>un <b>deux</b><sup class="appel">3</sup>.</p><p> </p><p><span class="nouveau">x &amp; y</span></p>'
    ) == [
        [{"text": "un "}, {"text": "deux", "bold": True}, {"call": "3"}, {"text": "."}],
        [{"text": "x & y", "new": True}],
    ]
    assert runs("<p>un</p><p>deux<br>trois</p>") == [
        {"text": "un"}, {"break": True}, {"text": "deux"}, {"break": True}, {"text": "trois"},
    ]  # fmt: skip


def test_markup_that_is_not_known_leaves_its_words():
    assert paragraphs('<a href="javascript:1">lien</a> <sup>2</sup><x>') == [
        [{"text": "lien"}, {"text": " "}, {"text": "2"}]
    ]


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_words_survive_the_passage_through_markup(words):
    kept = "".join(run.get("text", "") for paragraph in paragraphs(f"<p>{escaped(words)}</p>") for run in paragraph)
    expected = "".join(sign for sign in words if sign.isprintable() and not sign.isspace())
    assert "".join(sign for sign in kept if sign.isprintable() and not sign.isspace()) == expected
