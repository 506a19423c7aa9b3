"""Pages put together from pieces that the process keeps: what a person typed is never in one, and always escaped."""

import itertools

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.html import format_html

from forms_app import fiches
from forms_app.enums import Kind, Role
from forms_app.wizard import pieces, screen
from forms_app.wizard.forms import Row
from forms_app.wizard.pieces import Piece, hole
from portal.context import frame
from tests.conftest import make_account
from tests.forms_app.wizard.filling import AVIS, hidden, posted, standing, whole

HOSTILE = "<script>alert('x')</script>\"&\x02value\x02"


@pytest.fixture(autouse=True)
def nothing_kept():
    pieces.clear()
    yield
    pieces.clear()


@pytest.fixture
def colleague(physician):
    person = get_user_model().objects.create_user("autre")
    person.groups.set(physician.groups.all())
    return person


def test_a_hole_is_filled_with_escaped_words_and_keeps_html_of_ours():
    piece = Piece(f"<p>{hole('words')}</p>{hole('form')}")
    assert piece.holes == {"words", "form"}
    assert piece.fill({"words": "<b>", "form": hole("x")}) == f"<p>&lt;b&gt;</p>{hole('x')}".encode()


def test_a_hole_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        Piece(hole("words")).fill({})


def test_a_mark_that_is_no_hole_is_an_error():
    with pytest.raises(ValueError, match="hole"):
        Piece(hole("Words of somebody"))


@pytest.mark.databases
def test_every_hole_of_a_page_is_filled_and_its_form_is_accepted(begin, browser):
    filling = begin().fill(AVIS)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    addresses = [filling.url("step", slug) for slug in AVIS] + [filling.url("page")]
    for url in addresses:
        page = strict.get(url)
        assert "\x02" not in page.content.decode()
        token = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), "wizard_goto_step": "quitter"}
        fields = whole(AVIS) | {"version": hidden(page, "version")}
        assert strict.post(url, fields | token).status_code == 302
        assert strict.post(url, fields).status_code != 302


def test_the_addresses_of_a_run_are_holes():
    assert Piece(f'href="/fiches/{pieces.RUN}/"').fill({"run": "ici"}) == b'href="/fiches/ici/"'


def test_html_of_ours_is_printed_by_a_template_as_it_is_and_words_beside_it_are_escaped():
    ours = Piece(f"<p>{hole('words')}</p>").fill({"words": "<é>"})
    page = Template("{{ ours }}{{ words }}").render(Context({"ours": ours, "words": "<b>"}))
    assert page == "<p>&lt;é&gt;</p>&lt;b&gt;"
    assert format_html("{}", ours) == "<p>&lt;é&gt;</p>"
    assert Piece(hole("rows")).fill({"rows": pieces.joined([ours, ours])}) == ours + ours


def test_no_more_than_so_many_pieces_are_kept(monkeypatch):
    monkeypatch.setattr(pieces, "_MOST", 2)
    for number in range(5):
        pieces.kept((number,), "forms_app/_ways.html", lambda: {"draft": {"run": pieces.RUN}})
        assert len(pieces._kept) <= 2


@pytest.mark.parametrize("fiche", fiches.FICHES, ids=lambda fiche: fiche.key)
def test_a_kept_question_filled_is_the_question_rendered(fiche):
    for step in fiche.steps:
        for row, above in shown_rows(step):
            context = {"row": row, "alone": above}
            rendered = render_to_string("forms_app/_question.html", context)
            assert screen.question(fiche, step, row, above is not None, None).decode() == rendered
            assert "<script>" not in rendered


def shown_rows(step):
    """Each question of a step: without an answer, with one, empty, hostile; asked or not; alone on its page or not."""
    for question in step.questions:
        first = question.choices[0].value if question.choices else "1"
        ways = itertools.product(([], [first], [""], [HOSTILE]), (True, False), (None, step))
        for values, asked, above in ways:
            if above is None or question.kind is Kind.CHOICE:
                name = f"{step.slug}-{question.name}"
                yield Row(question, f"id_{name}", name, values, "", asked), above


@pytest.mark.databases
@pytest.mark.parametrize("fiche", fiches.FICHES, ids=lambda fiche: fiche.key)
def test_a_script_typed_in_every_field_is_shown_as_words(fiche, begin, browser):
    if Role.PHYSICIAN not in fiche.roles:
        browser.force_login(make_account("directeur"))
    hostile = HOSTILE.replace("\x02", "")
    answers = {step.slug: {question.name: hostile for question in step.questions} for step in fiche.steps}
    filling = begin(fiche.key, fiche.authorities[0])
    filling.client.post(filling.url("page"), whole(answers) | {"version": 0, "wizard_goto_step": "quitter"})
    texts = [step for step in fiche.steps if any(one.kind is Kind.TEXT and not one.when for one in step.questions)]
    pages = {step.slug: filling.get(step.slug).content.decode() for step in texts}
    for page in (*pages.values(), filling.client.get(filling.url("page")).content.decode()):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.databases
def test_two_persons_never_see_each_other_s_answers(begin, client, colleague):
    words = {"person": "Zéphyrine Planté", "address": "9 allée des Planquées, 35000 Rennes"}
    mine = begin().fill(AVIS | {"identite": AVIS["identite"] | words})
    client.force_login(colleague)
    theirs = begin(client=client)
    for slug in AVIS:
        for filling in (mine, theirs):
            filling.get(slug), filling.client.get(filling.url("page"))
    mine.get("identite")
    page = theirs.get("identite").content.decode() + client.get(theirs.url("page")).content.decode()
    for word in (*words.values(), str(mine.run), " checked", "répondu"):
        assert word not in page
    assert standing(mine.get("identite"))["demande"] == "répondu"


@pytest.mark.databases
def test_no_piece_holds_an_answer_a_run_or_a_token(begin, browser):
    words = {"person": "Zéphyrine Planté", "address": "9 allée des Planquées, 35000 Rennes"}
    filling = begin().fill(AVIS | {"identite": AVIS["identite"] | words})
    for slug in AVIS:
        filling.get(slug)
        filling.post(slug, {})
    browser.get(filling.url("page"))
    held = repr([(key, piece._parts) for key, piece in pieces._kept.items()])
    assert "wizard-steps" in held
    for word in (*words.values(), "Villessai", "Aubrac", "14 nov", str(filling.run), "medecin", " checked"):
        assert word not in held
    assert browser.cookies["csrftoken"].value not in held


@pytest.mark.databases
def test_an_error_is_said_beside_its_field_and_forgotten_once_corrected(begin):
    filling = begin()
    wrong = filling.client.post(filling.url("step", "identite"), posted("identite", {"birth_date": "hier"}))
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert page.count("<title>Erreur&nbsp;: ") == 1
    assert 'aria-invalid="true"' in page and 'value="hier"' in page
    filling.post("identite", AVIS["identite"])
    right = filling.get("identite").content.decode()
    assert "Erreur" not in right and "aria-invalid" not in right


@pytest.mark.parametrize("theme", ["", "clair", "sombre", "rose"])
@pytest.mark.parametrize("keys", ["", "oui"])
def test_the_look_of_a_step_is_that_of_every_page(theme, keys, settings):
    request = RequestFactory().get("/")
    request.COOKIES |= {"theme": theme, "touches": keys}
    for demo in (True, False):
        settings.PORTAL_DEMO = demo
        look, every_page = screen._look(request), frame(request)
        assert {name: look[name] for name in ("demo_mode", "theme", "keys_on")} == {
            name: every_page[name] for name in ("demo_mode", "theme", "keys_on")
        }


@pytest.mark.databases
def test_a_look_chosen_meanwhile_is_the_next_page_s(begin, browser):
    filling = begin()
    assert "data-theme" not in filling.get("demande").content.decode()
    browser.cookies["theme"] = "sombre"
    assert 'data-theme="sombre"' in filling.get("demande").content.decode()
