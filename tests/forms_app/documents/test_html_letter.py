"""People who do not read the file read the same words in the page, boxes said in words."""

import html
import re

import html5lib
import pytest
from django.template.loader import render_to_string

from forms_app.documents import SPECIMEN, letter_payload, printed_words

from . import facsimile, poppler

ATTACHED = {"attachments": ("slip", "label"), "reply_address": "ARS Bretagne\nDr Hélène Marchand\n35000 Rennes"}


def page(frozen):
    return render_to_string("forms_app/letter/_letter.html", {"sheet": letter_payload(frozen, frozen.digest)})


def heard(markup):
    """The words of the page without what only a screen reader says of boxes and blanks."""
    markup = re.sub(r'<span class="vh">[^<]*</span>', "", markup)
    spaced = re.sub(r"</(p|li|div|article)>|<br>", " ", markup)
    return poppler.spaced(html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"(</?span[^>]*>)+(?=☒|☐)", " ", spaced))))


def compact(words):
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("filled", [True, False], ids=["filled", "blank"])
@pytest.mark.parametrize("number", facsimile.NUMBERS)
def test_the_page_holds_the_words_of_the_file_in_the_same_order(number, filled):
    more = {"reference": "2026-00012", **ATTACHED} if number[0] == "2" else {}
    frozen = facsimile.frozen(number, filled, **more)
    words = printed_words(frozen, frozen.digest).text.split("\n")
    foot = f"{words[-2]}. {words[-1]}"
    said = heard(page(frozen))
    assert compact(foot) in compact(said)
    assert compact(said).replace(compact(foot), "") == compact(" ".join(words[:-2]))


def test_a_box_is_said_in_words_and_its_sign_is_silent():
    markup = page(facsimile.frozen("3"))
    assert '<span aria-hidden="true">☒</span><span><span class="vh">coché : </span>nécessite une prise' in markup
    assert '<span aria-hidden="true">☐</span><span><span class="vh">non coché : </span>ne nécessite pas' in markup


def test_a_blank_has_a_spoken_name():
    assert "[à remplir : Nom et prénom du demandeur]" in page(facsimile.frozen("3", filled=False))


def test_a_specimen_says_so_first():
    assert heard(page(facsimile.frozen("1", specimen=True))).startswith(SPECIMEN)
    assert SPECIMEN not in page(facsimile.frozen("1"))


def test_answers_are_escaped(monkeypatch):
    monkeypatch.setitem(facsimile.ANSWERS, "demandeur", "<script>alert(1)</script> & fils")
    markup = page(facsimile.frozen("3"))
    assert "<script>" not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; fils" in markup


def test_it_is_strict_html():
    parser = html5lib.HTMLParser(strict=True)
    for number in facsimile.NUMBERS:
        parser.parseFragment(page(facsimile.frozen(number, reference="2026-00012", **ATTACHED)))
