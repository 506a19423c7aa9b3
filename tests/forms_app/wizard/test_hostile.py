"""Hostile and absurd posts: never an error of the server, never a lost draft. FICHES_HOSTILE sets how many (2,000)."""

import logging
import os
import random

import pytest
from django.test import Client

from forms_app.models import Draft
from forms_app.services.fiches import drafts
from tests.forms_app.wizard.filling import AVIS, posted, values

ROUNDS = int(os.environ.get("FICHES_HOSTILE", "2000"))
ONE_MEGABYTE = "é" * 500_000
WORDS = (
    "",
    " ",
    "\x00",
    "a\x00b\x1b[31m",
    "\ud800",
    "\u202emédecin\u202c",
    "é" * 25_000,
    "<script>alert(1)</script>",
    "{{ draft }}{% csrf_token %}",
    "'; DROP TABLE forms_app_draft; --",
    "../../etc/passwd",
    "needed",
    "9" * 400,
    "-1",
    "1e9",
    "٣/٩/١٩٨١",
    "31/02/2016",
    "00/00/0000",
    "2016-13-45",
    "🙂" * 30,
    "\n" * 500,
    "null",
    "[]",
)
STEPS = (*AVIS, "done", "page", "relecture", "college", "x" * 300, "%00", "demande-2", "é")
NAMES = ("page", "review", "letter", "autosave", "clear", "display")
CONTROLS = (
    "version",
    "etape",
    "wizard_goto_step",
    "garder",
    "apres",
    "faire",
    "lettre",
    "ecart",
    "csrfmiddlewaretoken",
)


class Attacker:
    """Writes submissions from one seed: known and foreign names, one or many values, forms, JSON, files, tokens."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 - the same attack every time

    def word(self):
        return ONE_MEGABYTE if self.random.random() < 0.003 else self.random.choice(WORDS)

    def fields(self, fiche):
        names = [f"{step.slug}-{question.name}" for step in fiche.steps for question in step.questions]
        names += [*CONTROLS, "registered_on", "demande-", "-", "a" * 500, "__proto__"]
        chosen = self.random.sample(names, self.random.randint(0, 12))
        return {name: [self.word() for _ in range(self.random.choice((1, 1, 1, 2, 60)))] for name in chosen}

    def post(self, browser, filling):
        random_ = self.random
        name = random_.choice(("step", "step", "step", *NAMES))
        url = filling.url("run") + f"{random_.choice(STEPS)}/" if name == "step" else filling.url(name)
        if random_.random() < 0.2:
            self.forge(browser, filling)
        body = {name: [clean(word) for word in words] for name, words in self.fields(filling.fiche).items()}
        if random_.random() < 0.1:
            return browser.post(url, random_.choice(WORDS).encode("utf-8", "surrogatepass"), "application/json")
        if random_.random() < 0.1:
            url += "?" + random_.choice(("apres=x", "step=%00", "telecharger", "wizard_goto_step=identite"))
        return browser.post(url, body)

    def forge(self, browser, filling):
        cookie = self.random.choice((f"saisie-{filling.run.hex[:8]}", f"fiche-{filling.run.hex[:8]}"))
        browser.cookies[cookie] = self.random.choice(("", "forged", "eyJ0:1:x", "A" * 44))


def clean(word):
    """A browser's encoder cannot write a lone surrogate: posted as the bytes that a hostile one would write."""
    return word.encode("utf-8", "surrogatepass") if "\ud800" in word else word


@pytest.fixture
def unlogged():
    """Nothing is logged: the log that pytest captures would keep each request, with its megabytes, to the end."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_hostile_submissions_never_break_the_server_nor_lose_a_draft(begin, physician, unlogged):
    filling, witness = begin(), begin().fill(AVIS)
    browsers = [Client(raise_request_exception=False) for _ in range(2)]  # one is signed in, the other is not
    browsers[0].force_login(physician)
    attacker, answered = Attacker(seed=20161227), {}
    for _ in range(ROUNDS):
        response = attacker.post(attacker.random.choice((browsers[0], browsers[0], browsers[1])), filling)
        answered[response.status_code] = answered.get(response.status_code, 0) + 1
    assert not [status for status in answered if status >= 500], answered
    assert {302, 404, 422} <= set(answered), answered
    assert filling.get("demande").status_code == 200
    assert filling.opened().row.version == Draft.objects.get(pk=filling.run).version
    assert witness.stored() == {slug: values(typed) for slug, typed in AVIS.items()}


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x07", "\x7f"])
def test_signs_that_nobody_reads_are_taken_out_and_said(sign, begin):
    filling = begin()
    response = filling.post("identite", {"person": f"Ayoub{sign} Essai"})
    assert response.status_code == 422
    assert "Des signes illisibles ont été retirés de cette réponse." in response.content.decode()
    assert filling.stored()["identite"]["person"] == ["Ayoub Essai"]


def test_marks_that_nobody_sees_are_taken_out_silently(begin):
    filling = begin()
    assert filling.post("identite", {"person": "Ay\u00adoub\u202e Essai\ufeff"}).status_code == 302
    assert filling.stored()["identite"]["person"] == ["Ayoub Essai"]


def test_one_megabyte_in_one_answer_is_refused_and_the_others_kept(begin):
    filling = begin()
    response = filling.post("identite", {"person": ONE_MEGABYTE, "birth_place": "Villessai"})
    assert response.status_code == 422
    assert "trop longue" in response.content.decode()
    assert filling.stored()["identite"]["birth_place"] == ["Villessai"]
    assert len(filling.stored()["identite"]["person"][0]) <= 20_001


def test_a_fiche_that_is_gone_is_not_found(begin):
    filling = begin()
    Draft.objects.filter(pk=filling.run).update(fiche="gone")
    assert filling.get("demande").status_code == 404


def test_a_row_sealed_under_another_key_is_not_found_and_not_destroyed(begin, settings):
    filling = begin()
    kept = bytes(Draft.objects.get(pk=filling.run).payload)
    settings.PORTAL_FIELD_KEYS = ["YXV0cmUtY2xlLWRlcy1lc3NhaXMtc2V1bGVtZW50LTE="]
    assert filling.client.get(filling.url("step", "demande")).status_code == 404
    assert filling.client.post(filling.url("step", "demande"), posted("demande", {})).status_code == 404
    assert bytes(Draft.objects.get(pk=filling.run).payload) == kept
    with pytest.raises(drafts.Absent):
        filling.opened()
