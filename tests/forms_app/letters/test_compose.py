"""A letter is its model filled in: every printed word stays, in order, and nothing else is added but answers."""

import copy
import re
from dataclasses import replace
from datetime import date

import pytest

from forms_app import fiches
from forms_app.enums import Authority
from forms_app.fiches import FICHES
from forms_app.fiches.declaration import Deviation
from forms_app.letters import ModelMismatch, compose, model_key, plain_lines, problems
from tests.forms_app.letters.models import all_models, facsimiles

AVIS, COMPLEMENTS, RECEIPT = (fiches.get(key) for key in ("avis", "complements", "receipt"))
MODELS = [
    (fiche, authority, key)
    for fiche in FICHES
    for authority in fiche.authorities
    for key in dict.fromkeys([fiche.model[authority], *fiche.branches.values()])
]
OFFICIAL = [row for row in MODELS if row[2] in facsimiles()]
names = [f"{fiche.key}-{key}" for fiche, _, key in MODELS]


def printed(model):
    """The words of a model, a line each, read from its data and not through the code under test."""
    lines = []
    for line in model["lines"]:
        if "boxes" in line:
            lines += [line["boxes"]["legend"], *(f"☐ {option}" for option in line["boxes"]["options"])]
        elif "items" in line:
            lines += ["- …"] * line["items"]["count"]
        else:
            lines.append(line["text"])
    return [re.sub(r"\{\w+\}", "…", line) for line in lines if line]


def letter(fiche, answers, authority="ars", **more):
    return compose(fiche, answers, all_models()[model_key(fiche, authority, answers)], authority=authority, **more)


def test_the_six_official_fiches_are_filled():
    assert sorted(key for _, _, key in OFFICIAL) == sorted(facsimiles())
    assert len(OFFICIAL) == 6


@pytest.mark.parametrize(("fiche", "authority", "key"), MODELS, ids=names)
def test_without_an_answer_the_words_are_those_of_the_model_in_order(fiche, authority, key):
    composed = compose(fiche, {}, all_models()[key], authority=authority)
    assert plain_lines(composed) == printed(all_models()[key])
    assert [line.signature for line in composed.lines if line.signature], "room is left for a signature"


@pytest.mark.parametrize(("value", "tick"), [("needed", 0), ("not-needed", 1)])
def test_an_answer_ticks_its_box_and_no_other(value, tick):
    options = [line.options for line in letter(AVIS, {"care": value}).lines if line.options]
    assert [option.ticked for option in options[0]] == [tick == 0, tick == 1]
    assert not any(option.ticked for group in options[1:] for option in group)


def test_a_question_that_is_not_asked_ticks_nothing():
    stale = {"treatment": "none", "travel": "can", "duration": "long-term", "months": 12}
    lines = plain_lines(letter(AVIS, stale))
    assert not any(line.startswith("☒ au vu") for line in lines)
    assert "12" not in "".join(lines)


def test_a_published_box_whose_words_changed_is_refused_rather_than_ticked_wrong():
    turned = copy.deepcopy(facsimiles()["annexe-IV-fiche-3"])
    care = next(line["boxes"] for line in turned["lines"] if "boxes" in line)
    care["options"].reverse()
    with pytest.raises(ModelMismatch):
        compose(AVIS, {"care": "needed"}, turned, authority="ars")
    assert plain_lines(compose(AVIS, {}, turned, authority="ars")), "without an answer there is nothing to mistake"


def test_the_apostrophe_of_a_published_box_may_change():
    retyped = copy.deepcopy(facsimiles()["annexe-IV-fiche-3"])
    gravity = [line["boxes"] for line in retyped["lines"] if "boxes" in line][1]
    gravity["options"] = [option.replace("'", "’") for option in gravity["options"]]
    assert "☒ peut entraîner des conséquences d’une exceptionnelle gravité ;" in plain_lines(
        compose(AVIS, {"gravity": "can"}, retyped, authority="ars")
    )


@pytest.mark.parametrize(
    ("author", "words"),
    [
        (None, "établi par : un médecin praticien hospitalier / un médecin agréé, concernant"),
        ("hospital", "établi par : un médecin praticien hospitalier, concernant"),
        ("approved", "établi par : un médecin agréé, concernant"),
    ],
)
def test_the_chosen_author_of_the_report_alone_stays(author, words):
    for authority in ("ars", "pp"):
        composed = letter(RECEIPT, {"author_kind": author} if author else {}, authority)
        assert words in "\n".join(plain_lines(composed))
        assert composed.notes == (), "keeping one of the printed words is no departure"


@pytest.mark.parametrize(
    ("civility", "words"),
    [
        ({}, ["Le dossier de Madame, Monsieur, Li Wen", "né(e) le 14/03/1981 à Lomé"]),
        ({"civility": "madame"}, ["Le dossier de Madame Li Wen", "née le 14/03/1981 à Lomé"]),
        ({"civility": "monsieur"}, ["Le dossier de Monsieur Li Wen", "né le 14/03/1981 à Lomé"]),
    ],
)
def test_a_civility_replaces_the_printed_pair_and_its_agreements(civility, words):
    composed = letter(AVIS, {"person": "Li Wen", "birth_date": "14/03/1981", "birth_place": "Lomé", **civility})
    assert [line for line in plain_lines(composed) if line.startswith(("Le dossier", "né"))] == words
    assert len(composed.notes) == len(civility), "a departure is told once, at the foot"


@pytest.mark.parametrize(("birth", "words"), [("1981", "né(e) en 1981 à …"), ("14/03/1981", "né(e) le 14/03/1981 à …")])
def test_a_year_of_birth_alone_is_written_en_and_said_at_the_foot(birth, words):
    composed = letter(AVIS, {"birth_date": birth})
    assert words in plain_lines(composed)
    assert any("année de naissance seule" in note for note in composed.notes) == (birth == "1981")


@pytest.mark.parametrize("authority", ["ars", "pp"])
@pytest.mark.parametrize(
    ("matter", "article"),
    [
        ("residence", "L.313-11-11°"),
        ("obligation-to-leave", "L.511-4-10°"),
        ("expulsion", "L.521-3-5°"),
        ("house-arrest", "L.523-4"),
    ],
)
def test_the_object_cites_one_article_only_when_that_is_asked_for(authority, matter, article):
    kept = letter(AVIS, {"matter": matter}, authority)
    reduced = letter(AVIS, {"matter": matter, "object_by_basis": True}, authority)
    whole = next(line for line in printed(all_models()[AVIS.model[authority]]) if line.startswith("OBJET"))
    assert whole in plain_lines(kept) and kept.notes == ()
    code = "du code de l’entrée et du séjour des étrangers et du droit d’asile."
    assert f"OBJET : Application de l’article {article} {code}" in plain_lines(reduced)
    assert whole not in plain_lines(reduced) and len(reduced.notes) == 1


def test_the_country_of_return_is_written_only_when_that_is_asked_for():
    removal = {"matter": "expulsion"}
    assert "pays de renvoi" not in "".join(plain_lines(letter(AVIS, removal)))
    changed = "".join(plain_lines(letter(AVIS, removal | {"return_country": True})))
    assert "pays de renvoi" in changed and "pays d’origine" not in changed


def test_a_departure_can_be_asked_for_by_its_key():
    composed = letter(COMPLEMENTS, {}, deviations={"madame-le-docteur"})
    assert "Madame le docteur" in plain_lines(composed)
    assert "Monsieur le docteur" not in plain_lines(composed)


def test_a_departure_of_one_authority_is_not_made_for_the_other():
    paris = Deviation("paris", "essai", "Monsieur le docteur", "Docteur", frozenset({Authority.PP}))
    fiche = replace(COMPLEMENTS, deviations=(paris,))
    assert "Docteur" in plain_lines(letter(fiche, {}, "pp", deviations={"paris"}))
    assert "Docteur" not in plain_lines(letter(fiche, {}, "ars", deviations={"paris"}))


def test_an_unknown_departure_changes_nothing():
    assert plain_lines(letter(AVIS, {}, deviations={"en-tete"})) == plain_lines(letter(AVIS, {}))


def test_the_doctor_written_to_follows_the_printed_words():
    answers = {"doctor_name": "Awa Ndiaye", "doctor_address": "4 rue des Lilas\n29000 Quimper"}
    lines = plain_lines(letter(COMPLEMENTS, answers))
    start = lines.index("Monsieur le docteur Awa Ndiaye")
    assert lines[start + 1 : start + 3] == ["4 rue des Lilas", "29000 Quimper"]


@pytest.mark.parametrize(("count", "blanks"), [(0, 3), (1, 2), (3, 0), (5, 0)])
def test_items_take_the_printed_lines_and_more_if_there_are_more(count, blanks):
    items = tuple(f"élément {n}" for n in range(count))
    line = next(line for line in letter(COMPLEMENTS, {"items": items} if items else {}).lines if line.kind == "items")
    assert (line.items, line.blanks) == (items, blanks)


def test_fiche_2_bis_says_that_its_last_lines_were_restored():
    """T3: the file of the source mixes them."""
    assert any("fiche 2 bis" in note for note in letter(COMPLEMENTS, {}, "pp").notes)
    assert letter(COMPLEMENTS, {}, "ars").notes == ()


def test_the_signatory_closes_the_letter_under_the_printed_line():
    signed = letter(AVIS, {"signatory_name": "Paul Exemple", "signatory_quality": "médecin de santé publique"})
    assert plain_lines(signed)[-3:] == [
        "Le Médecin de l’agence régionale de santé",
        "Paul Exemple",
        "médecin de santé publique",
    ]
    assert [line.signature for line in signed.lines][-3:] == [False, False, True]


def test_the_reporting_physician_is_on_no_page_of_the_avis():
    college = fiches.get("college")
    answers = {"rapporteur": "Zoé Introuvable", "physician_1": "A. Berger"}
    composed = letter(college, answers, "ofii")
    assert "Introuvable" not in str(composed.as_json())
    assert "A. Berger" in plain_lines(composed)


def test_a_model_cannot_print_the_reporting_physician():
    college = fiches.get("college")
    model = copy.deepcopy(all_models()["college"])
    model["lines"].append({"text": "{rapporteur}"})
    assert problems(college, model)
    composed = compose(college, {"rapporteur": "Zoé Introuvable"}, model, authority="ofii")
    assert "Introuvable" not in str(composed.as_json())


@pytest.mark.parametrize("damage", ["question", "options", "field"])
def test_a_model_that_cannot_be_filled_says_why(damage):
    model = copy.deepcopy(all_models()["college"])
    boxes = [line["boxes"] for line in model["lines"] if "boxes" in line]
    if damage == "question":
        boxes[0]["question"] = "nothing-asked"
    elif damage == "options":
        boxes[-1]["options"].pop()
    else:
        model["lines"].append({"text": "Diagnostic : {diagnostic}"})
    assert len(problems(fiches.get("college"), model)) >= 1
    assert problems(fiches.get("college"), all_models()["college"]) == []


def test_reasons_keep_their_paragraphs():
    answers = {"reasons": "Premier motif.\n\nSecond motif."}
    lines = plain_lines(letter(fiches.get("note"), answers))
    assert lines[lines.index("Premier motif.") + 1] == "Second motif."


def test_the_branch_of_the_director_decides_the_letter():
    fiche = fiches.get("humanitarian")
    assert model_key(fiche, Authority.ARS, {"branch": "complementary"}) == "humanitarian-complementary"
    assert model_key(fiche, Authority.ARS, {"branch": "referral"}) == "humanitarian-referral"


@pytest.mark.parametrize("formation", ["physician", "college"])
@pytest.mark.parametrize(
    ("matter", "words"),
    [
        ("expulsion", "Mesure en cause : expulsion"),
        ("house-arrest", "Mesure en cause : assignation à résidence"),
        ("obligation-to-leave", "Mesure en cause : obligation de quitter le territoire"),
    ],
)
def test_the_avis_in_removal_matters_names_the_measure_alone(formation, matter, words):
    composed = letter(fiches.get("removal"), {"matter": matter, "formation": formation}, "ofii")
    assert words in plain_lines(composed)


@pytest.mark.parametrize(("fiche", "authority", "key"), MODELS, ids=names)
def test_the_title_of_a_letter_holds_no_name(fiche, authority, key):
    answers = {"person": "Amina Kessari", "letter_date": date(2016, 11, 20)}
    composed = compose(fiche, answers, all_models()[key], authority=authority)
    assert "Kessari" not in composed.title
    assert composed.day == "2016-11-20"


def test_only_letters_to_doctors_come_with_a_return_slip_and_a_label():
    assert {fiche.key for fiche in FICHES if fiche.attachments} == {"complements", "inquiry"}
    composed = letter(COMPLEMENTS, {"reply_address": "BP 12\n35000 Rennes"})
    assert composed.reply_address == "BP 12\n35000 Rennes"
    assert "BP 12" not in "".join(plain_lines(composed))


def test_words_typed_between_braces_are_printed_as_typed():
    assert "Le dossier de Madame, Monsieur, {date}" in plain_lines(letter(AVIS, {"person": "{date}"}))


def test_a_specimen_says_so_and_names_its_version():
    composed = letter(fiches.get("note"), {}, specimen=True, model_version="note-1", edition="2011-11-10")
    assert (composed.specimen, composed.model_version, composed.edition) == (True, "note-1", "2011-11-10")
    assert "aucun modèle publié" in composed.source
