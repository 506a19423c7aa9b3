"""Letter models: versions by copy, words in typed slots, validated by somebody else, never changed afterwards."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app import fiches
from forms_app.enums import Authority
from forms_app.letters import compose
from forms_app.letters import models as letters
from forms_app.models import LetterModel
from forms_app.services.fiches import models
from tests.conftest import make_account

KEY = "transmission"
KEYS = sorted(letters.delivered())


@pytest.fixture
def people(db):
    """Two editors and two validators."""
    found = {}
    for role, name in [("redacteur", "red"), ("redacteur", "red2"), ("valideur", "val"), ("valideur", "val2")]:
        user = make_account(role)
        user.username = name
        user.save()
        found[name] = user
    return found


@pytest.fixture
def entered(people):
    """A version whose author is an editor, with its source."""
    row = models.copy(KEY, people["red"])
    return models.change(row, people["red"], row.lines, "Arrêté d’essai, annexe Z")


def open_as(client, user):
    client.force_login(user)
    return client


def address(row, rest=""):
    return f"/admin/modeles-de-lettres/{row.pk}/{rest}"


# --- which words print -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", KEYS)
def test_a_delivered_model_is_a_specimen_until_somebody_validates_a_version(key, people):
    model, specimen, version = models.current(key)
    assert (specimen, version) == (True, f"{key}-specimen")
    assert model["lines"] == letters.delivered()[key]["lines"]
    row = models.copy(key, people["red"])
    models.change(row, people["red"], [*row.lines, {"text": "Ligne officielle.", "align": "start"}], "Annexe Z")
    assert models.current(key)[1] is True
    models.validate(row, people["val"])
    model, specimen, version = models.current(key)
    assert (specimen, version) == (False, f"{key}-{row.version}")
    assert model["lines"][-1]["text"] == "Ligne officielle."
    assert model["title"] == letters.delivered()[key]["title"]


def test_the_last_validated_version_prints_and_not_the_last_entered(entered, people):
    models.validate(entered, people["val"])
    models.copy(KEY, people["red"])
    assert models.current(KEY)[2] == f"{KEY}-{entered.version}"


def test_an_unknown_model_is_a_key_error():
    with pytest.raises(KeyError):
        models.current("nulle-part")


@pytest.mark.parametrize("number", ["1", "1-bis", "2", "2-bis", "3", "3-bis"])
def test_an_official_fiche_prints_the_words_published_in_annexe_iv(number):
    day = timezone.localdate()
    model = models.official(f"annexe-IV-fiche-{number}", day)
    assert model["lines"]
    assert "10 novembre 2011" in model["source"]
    assert model["edition"] == "instruction-2011@2011-11-10"
    assert model["version"].startswith(f"annexe-IV-fiche-{number}@2011-11-10-")
    fiche = fiches.get({"1": "receipt", "2": "complements", "3": "avis"}[number[0]])
    authority = Authority.PP if number.endswith("bis") else Authority.ARS
    assert compose(fiche, {}, model, authority=authority).lines


def test_a_fiche_that_annexe_iv_does_not_print_is_a_key_error():
    for label in ("annexe-IV-fiche-4", "IV-3"):
        with pytest.raises(KeyError):
            models.official(label, timezone.localdate())


# --- two people ------------------------------------------------------------------------------------------------------


def test_nobody_validates_their_own_version(people):
    row = models.copy(KEY, people["val"])
    models.change(row, people["val"], row.lines, "Annexe Z")
    with pytest.raises(ValidationError, match="Une autre personne que vous doit valider."):
        models.validate(row, people["val"])
    assert models.validate(row, people["val2"]).validated_by == people["val2"]


def test_only_a_validator_validates(entered, people):
    with pytest.raises(PermissionDenied):
        models.validate(entered, people["red2"])


def test_a_delivered_specimen_is_validated_by_nobody(people):
    with pytest.raises(ValidationError, match="livré avec le portail"):
        models.validate(LetterModel.objects.get(key=KEY, version=1), people["val"])


def test_a_version_without_a_source_is_not_validated(people):
    row = models.copy(KEY, people["red"])
    with pytest.raises(ValidationError, match="où ce modèle est publié"):
        models.validate(row, people["val"])


@pytest.mark.databases
@pytest.mark.parametrize("forged", ["own", "nobody", "no author", "no day"])
def test_the_database_itself_asks_for_two_people(entered, people, forged):
    values = {
        "own": {"validated_by": people["red"], "validated_at": timezone.now()},
        "nobody": {"validated_by": None, "validated_at": timezone.now()},
        "no author": {"entered_by": None, "validated_by": people["val"], "validated_at": timezone.now()},
        "no day": {"validated_by": people["val"], "validated_at": None},
    }[forged]
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterModel.objects.filter(pk=entered.pk).update(**values)


def test_a_validated_version_never_changes_and_is_never_removed(entered, people):
    row = models.validate(entered, people["val"])
    with pytest.raises(ValidationError, match="ne change plus"):
        models.change(row, people["red"], row.lines, "Autre")
    with pytest.raises(ValidationError):
        models.discard(row, people["red"])
    row.lines = []
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()
    with pytest.raises(ValidationError, match="déjà validée"):
        models.validate(row, people["val2"])


def test_only_its_author_words_or_removes_a_version(entered, people):
    with pytest.raises(ValidationError, match="Seule la personne"):
        models.change(entered, people["red2"], entered.lines, "Autre")
    with pytest.raises(ValidationError):
        models.discard(entered, people["red2"])
    models.discard(entered, people["red"])
    assert not LetterModel.objects.filter(pk=entered.pk).exists()


# --- typed slots -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Nom : {inconnu}", "n’est pas un champ"),
        ("Nom : {demandeur", "n’est pas fermée"),
        ("Nom : demandeur}", "n’est pas fermée"),
        ("Nom : {demandeur}", ""),
    ],
)
def test_a_line_holds_declared_fields_only(words, said):
    lines = [*letters.delivered()[KEY]["lines"], {"text": words}]
    assert said in " ".join(models.faults(KEY, lines))
    assert bool(models.faults(KEY, lines)) == bool(said)


def test_boxes_keep_their_number_for_answers_tick_them_by_rank():
    key = next(key for key in KEYS if any("boxes" in line for line in letters.delivered()[key]["lines"]))
    lines = [dict(line) for line in letters.delivered()[key]["lines"]]
    assert models.faults(key, lines) == []
    place = next(place for place, line in enumerate(lines) if "boxes" in line)
    fewer = {**lines[place]["boxes"], "options": lines[place]["boxes"]["options"][:-1]}
    assert models.faults(key, [*lines[:place], {"boxes": fewer}, *lines[place + 1 :]])
    assert models.faults(key, lines[:place] + lines[place + 1 :])


def test_a_model_has_a_line_at_least():
    assert models.faults(KEY, []) == ["Un modèle a au moins une ligne."]


@pytest.mark.parametrize("key", KEYS)
def test_every_delivered_model_is_filled_for_its_preview(key):
    row = LetterModel.objects.get(key=key, version=1)
    assert models.faults(key, row.lines) == []
    assert models.unplaced(row.lines, row.fields) == []
    letter = models.filled(row)
    assert letter.specimen
    assert any(piece.kind == "answer" for line in letter.lines for piece in line.pieces)


# --- screens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"), [("redacteur", 200), ("valideur", 200), ("medecin", 403), ("administrateur", 302)]
)
def test_the_screens_are_the_desk_s_alone(signed_in, role, status):
    row = LetterModel.objects.get(key=KEY, version=1)
    assert signed_in(role).get(address(row)).status_code == status


def test_a_version_is_copied_worded_previewed_and_validated_on_screen(client, people):
    specimen = LetterModel.objects.get(key=KEY, version=1)
    begun = open_as(client, people["red"]).post(address(specimen), {"acte": "copier"})
    row = LetterModel.objects.get(key=KEY, version=2)
    assert begun.url == address(row, "mots/")
    posted = form_of(client, row) | {"source": "Arrêté d’essai"}
    posted["lignes-1-words"] = "OFFICE D’ESSAI"
    new = len(row.lines)
    posted |= {f"lignes-{new}-words": "Une ligne entre deux.", f"lignes-{new}-rank": "25"}
    assert client.post(address(row, "mots/"), posted).status_code == 302
    row.refresh_from_db()
    assert [line.get("text") for line in row.lines[1:3]] == ["OFFICE D’ESSAI", "Une ligne entre deux."]
    assert row.lines[-1].get("signature") is True
    page = client.get(address(row)).content.decode()
    assert "OFFICE D’ESSAI" in page
    assert "Une autre personne que vous doit valider." in page
    assert 'value="valider"' not in page
    assert 'value="valider"' in open_as(client, people["val"]).get(address(row)).content.decode()
    client.post(address(row), {"acte": "valider"})
    assert models.current(KEY)[1:] == (False, f"{KEY}-2")
    assert client.get(address(row, "mots/")).url == "/admin/"


def form_of(client, row):
    """What a browser posts from the screen of the words, nothing touched."""
    from wagtail.test.utils.form_data import querydict_from_html

    return querydict_from_html(client.get(address(row, "mots/")).content.decode(), form_id="model-words").dict()


@pytest.mark.parametrize("key", KEYS)
def test_saving_the_words_untouched_changes_none_of_them(client, people, key):
    row = models.copy(key, people["red"])
    posted = form_of(open_as(client, people["red"]), row) | {"source": "Annexe Z"}
    assert client.post(address(row, "mots/"), posted).status_code == 302
    again = LetterModel.objects.get(pk=row.pk)
    assert [models.words_of(line) for line in again.lines] == [models.words_of(line) for line in row.lines]
    assert [line.get("boxes", {}).get("question") for line in again.lines] == [
        line.get("boxes", {}).get("question") for line in row.lines
    ]


def test_what_is_refused_is_said_and_kept_on_screen(client, people):
    row = models.copy(KEY, people["red"])
    posted = form_of(open_as(client, people["red"]), row) | {"lignes-0-words": "Nom : {inconnu}"}
    response = client.post(address(row, "mots/"), posted)
    assert response.status_code == 422
    page = response.content.decode()
    assert "n’est pas un champ de ce modèle" in page
    assert "Nom : {inconnu}" in page


@pytest.mark.parametrize("posted", [{}, {"lignes-TOTAL_FORMS": "9999", "lignes-INITIAL_FORMS": "x"}])
def test_a_form_that_cannot_be_read_is_refused_without_an_error(client, people, posted):
    row = models.copy(KEY, people["red"])
    assert open_as(client, people["red"]).post(address(row, "mots/"), posted).status_code == 422


def test_a_model_to_validate_and_a_specimen_stand_on_the_desk(client, entered, people):
    page = open_as(client, people["val"]).get("/admin/").content.decode()
    assert str(entered) in page
    assert "Le modèle officiel n’est pas encore saisi." in page
    models.validate(entered, people["val"])
    assert str(entered) not in client.get("/admin/").content.decode()


def test_the_list_of_models_leads_to_each_version_and_lets_nothing_else_in(client, entered, people):
    page = open_as(client, people["red2"]).get("/admin/forms_app/lettermodel/").content.decode()
    assert address(entered) in page
    assert "spécimen livré" in page
    for act in ("create/", f"edit/{entered.pk}/", f"delete/{entered.pk}/"):
        assert client.get(f"/admin/forms_app/lettermodel/{act}").url == "/admin/"


def test_the_words_of_a_former_version_come_back_to_be_validated_again(client, entered, people):
    models.validate(entered, people["val"])
    later = models.copy(KEY, people["red"])
    models.change(later, people["red"], later.lines, "Autre source d’essai")
    models.validate(later, people["val"])
    desk = open_as(client, people["red"])
    assert "Revenir à ces mots" in desk.get(address(entered)).content.decode()
    assert "Revenir à ces mots" not in desk.get(address(later)).content.decode()
    desk.post(address(entered), {"acte": "revenir"})
    last = LetterModel.objects.filter(key=KEY).order_by("version").last()
    assert (last.lines, last.validated_at, last.version) == (entered.lines, None, later.version + 1)


def test_words_that_nobody_validated_do_not_come_back(client, entered, people):
    open_as(client, people["red2"]).post(address(entered), {"acte": "revenir"})
    assert not LetterModel.objects.filter(key=KEY, version__gt=entered.version).exists()
