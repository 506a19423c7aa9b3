"""An editor corrects a ceiling, another person validates it, readers follow; refusals say what to do; one undoes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

LIST, CREATE = "/admin/guidance/amountperiod/", "/admin/guidance/amountperiod/create/"
APRIL_2025 = f"{CREATE}?objet=base&territoire=metropole&du=2025-04-01&base=10+339"
NOTE = "Relu dans la source d’essai."


@pytest.fixture
def person(own_site, open_visitor):
    """Function that opens a tab of somebody of the portal; every screen they leave is without fault."""
    opened = []

    def open_one(role=None, **options):
        opened.append(open_visitor(own_site, role, **options))
        return opened[-1]

    yield open_one
    faults = [fault for visitor in opened for fault in visitor.take_faults()]
    for visitor in opened:
        visitor.context.close()
    assert not faults, faults


def sound(visitor):
    """The screen shown passes the rules of accessibility and stands in a narrow window."""
    assert visitor.axe() == [], visitor.path
    assert visitor.overflow(320) <= 0, visitor.path


def save(visitor):
    visitor.follow(visitor.page.get_by_role("button", name="Enregistrer").first)


def test_the_ceilings_of_april_2025_go_from_the_editor_through_the_validator_to_every_reader(person):
    editor, validator, reader = person("redacteur"), person("valideur"), person()
    a_second_row_from_the_same_day_is_refused(editor)
    address = correct(editor)
    nobody_validates_their_own(editor, address)
    decide_after_seeing_each_page(validator, address)
    a_validated_row_is_changed_by_nobody(editor)
    read_everywhere(reader)


def a_second_row_from_the_same_day_is_refused(editor):
    editor.go(APRIL_2025)
    editor.page.locator("[name=reference]").fill("Arrêté d’essai")
    editor.page.locator("[name=source]").fill("Journal d’essai")
    save(editor)
    expect(editor.page.locator("main")).to_contain_text("Ouvrez-la et choisissez « Corriger »")
    expect(editor.page.locator("[name=source]")).to_have_value("Journal d’essai")


def correct(editor):
    editor.go(f"{LIST}?kind__exact=base&territory__exact=metropole")
    row = editor.page.locator("tr", has_text="1er avril 2025")
    href = row.get_by_role("link", name=re.compile("^Corriger")).first.get_attribute("href")
    editor.go(href)
    expect(editor.page.locator("[name=one]")).to_have_value(re.compile("10.339"))
    editor.page.locator("[name=note]").fill(NOTE)
    save(editor)
    expect(editor.page.locator(".messages")).to_contain_text("Une autre personne doit maintenant le valider")
    editor.go("/admin/")
    editor.follow(
        editor.page.locator("#desk-amounts + ul").get_by_role("link", name=re.compile("1er avril 2025")).first
    )
    return editor.path


def nobody_validates_their_own(editor, address):
    editor.go(address)
    expect(editor.page.locator("main")).to_contain_text("une autre personne doit la valider")
    expect(editor.page.get_by_role("button", name="Valider ce barème")).to_have_count(0)


def decide_after_seeing_each_page(validator, address):
    validator.go(address)
    expect(validator.page.locator("ins", has_text=NOTE).first).to_be_visible()
    sound(validator)
    validator.follow(validator.page.get_by_role("link", name=re.compile("^Voir la page comme elle sera")).first)
    expect(validator.page.get_by_role("heading", name="Aperçu")).to_be_visible()
    expect(validator.page.locator("main")).to_contain_text(NOTE)
    sound(validator)
    validator.go(address)
    validator.follow(validator.page.get_by_role("button", name="Valider ce barème"))
    expect(validator.page.locator(".messages")).to_contain_text("Les lecteurs le voient")


def a_validated_row_is_changed_by_nobody(editor):
    editor.go(f"{LIST}?kind__exact=base&territory__exact=metropole&stage__exact=standing")
    row = editor.page.locator("tr", has_text="1er avril 2025")
    expect(row.get_by_role("link", name=re.compile("^Corriger")).first).to_be_visible()
    expect(row.get_by_role("link", name=re.compile("^(Modifier|Éditer|Supprimer)"))).to_have_count(0)
    key = row.get_by_role("link", name=re.compile("^Corriger")).first.get_attribute("href").partition("corrige=")[2]
    editor.go(f"{LIST}edit/{key}/")
    expect(editor.page.locator(".messages")).to_contain_text("Une ligne validée ne change plus")
    expect(editor.page.locator(".messages").get_by_role("link", name="Corriger")).to_be_visible()
    sound(editor)
    the_history_tells_who_typed_it(editor, key)


def the_history_tells_who_typed_it(editor, key):
    editor.go(f"{LIST}history/{key}/")
    expect(editor.page.locator("main")).to_contain_text("Frédérique")
    sound(editor)


def read_everywhere(reader):
    reader.go("/textes/instruction-2011/2011-11-10/annexe-v/")
    reader.follow(reader.page.get_by_role("link", name="Ce qui vaut aujourd’hui").first)
    expect(reader.page.locator("figure.chart svg").first).to_be_visible()
    expect(reader.page.locator("#du-2025-04-01")).to_contain_text("10 339")
    expect(reader.page.locator("main")).to_contain_text(NOTE)
    sound(reader)
    reader.go("/plafonds/calcul/")
    for name, value in (("day", "02/04/2025"), ("resources", "10 000")):
        reader.page.locator(f"[name={name}]").fill(value)
    reader.page.locator("[name=stay]").select_option("irregulier")
    reader.page.locator("[name=three_months]").select_option("oui")
    reader.follow(reader.page.get_by_role("button", name="Calculer"))
    expect(reader.page.locator("#reponse")).to_contain_text("10 339")


def test_what_an_editor_changed_by_mistake_is_undone_with_one_button(person):
    editor = person("redacteur")
    editor.go("/admin/guidance/synonym/create/")
    editor.page.locator("[name=forms]").fill("zorblax, zorblix")
    save(editor)
    editor.go("/admin/guidance/synonym/")
    editor.follow(editor.page.get_by_role("link", name="Suivi de cette table", exact=False))
    expect(editor.page.locator("main")).to_contain_text("zorblax, zorblix")
    sound(editor)
    editor.follow(editor.page.get_by_role("button", name=re.compile("^Annuler : Ajout")).first)
    expect(editor.page.locator(".messages")).to_contain_text("le changement est annulé")
    editor.go("/admin/guidance/synonym/?q=zorblax")
    expect(editor.page.locator("main")).not_to_contain_text("zorblax, zorblix")


def test_the_follow_up_reads_on_a_phone(person):
    editor = person("redacteur", viewport=PHONE)
    editor.go("/admin/suivi/reference/")
    expect(editor.page.get_by_role("heading", name=re.compile("Ce qui a été fait"))).to_be_visible()
    sound(editor)


def test_a_reference_is_named_in_the_words_of_a_clause_by_its_record(person):
    editor = person("redacteur")
    editor.go("/textes/instruction-2011/2011-11-10/iv/")
    editor.follow(editor.page.get_by_role("link", name="Modifier cette section").locator("visible=true"))
    editor.page.locator(".w-panel__heading", has_text=re.compile(r"IV-1\s*:")).first.click()
    clause = editor.page.locator(".public-DraftEditor-content").first
    clause.click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.press("Shift+Control+ArrowLeft")
    button = editor.page.locator("button[name=REFERENCE]").locator("visible=true").first
    button.click()
    dialog = editor.page.locator(".modal-body")
    dialog.locator("[name=q]").fill("ESTHER")
    choice = dialog.locator("a[data-chooser-modal-choice]", has_text="ESTHER").first
    choice.click()
    named = "words => [...document.querySelectorAll('[name$=-value]')].some(field => field.value.includes(words))"
    editor.page.wait_for_function(named, arg='"type":"REFERENCE"')
