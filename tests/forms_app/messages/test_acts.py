"""Words of a mail: proposed by one, validated by another, kept for ever, given back in one act."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from forms_app.messages import MESSAGES
from forms_app.models import LexiconEntry, MessageWording
from forms_app.services.mail import messages
from forms_app.services.trace.journal import Origin
from portal.accounts import invitations
from portal.accounts.demo import ACCOUNTS
from portal.models import OutgoingMail

KEPT = MESSAGES["invitation"]
BODY = "Bonjour {personne},\n\nVotre compte {compte} vous attend {jours} jours : {lien}"


def second(role):
    """Another person of a role."""
    user = get_user_model().objects.create_user(f"second-{role}")
    user.groups.set(Group.objects.filter(name=ACCOUNTS[role][2]))
    return user


@pytest.fixture
def proposed(accounts):
    return messages.propose(KEPT, accounts["redacteur"], "Bienvenue sur {portail}", BODY)


def test_proposed_words_leave_once_another_person_validated_them(proposed, accounts):
    assert messages.standing("invitation").subject == KEPT.subject
    messages.validate(proposed, accounts["valideur"])
    now = messages.standing("invitation")
    assert (now.subject, now.body, now.row.pk) == ("Bienvenue sur {portail}", BODY, proposed.pk)


def test_nobody_validates_their_own_words(accounts):
    own = messages.propose(KEPT, accounts["valideur"], "Bienvenue", BODY)
    with pytest.raises(ValidationError, match="Une autre personne"):
        messages.validate(own, accounts["valideur"])
    messages.validate(own, second("valideur"))
    assert messages.standing("invitation").row.pk == own.pk


def test_the_database_refuses_the_same_person_twice(proposed, accounts):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageWording.objects.filter(pk=proposed.pk).update(
            validated_by=accounts["redacteur"], validated_at=timezone.now()
        )


@pytest.mark.parametrize("username", ["redacteur", "medecin", "secretariat", "administrateur"])
def test_a_validator_alone_validates(username, accounts, proposed):
    with pytest.raises(PermissionDenied):
        messages.validate(proposed, accounts[username])


@pytest.mark.parametrize("username", ["medecin", "secretariat", "directeur", "administrateur"])
def test_only_the_desk_proposes_and_gives_back(username, accounts):
    with pytest.raises(PermissionDenied):
        messages.propose(KEPT, accounts[username], "Bienvenue", BODY)
    with pytest.raises(PermissionDenied):
        messages.back_to_origin(KEPT, accounts[username])


def test_words_once_in_service_never_change_and_never_go(proposed, accounts):
    messages.validate(proposed, accounts["valideur"])
    proposed.refresh_from_db()
    with pytest.raises(TypeError):
        proposed.save()
    with pytest.raises(TypeError):
        proposed.delete()
    with pytest.raises(ValidationError):
        messages.validate(proposed, accounts["valideur"])


def test_a_person_has_one_proposal_which_the_next_one_replaces(proposed, accounts):
    again = messages.propose(KEPT, accounts["redacteur"], "Autre objet", BODY)
    assert (again.pk, messages.proposals("invitation")) == (proposed.pk, [again])
    messages.propose(KEPT, accounts["valideur"], "Encore", BODY)
    assert len(messages.proposals("invitation")) == 2


def test_words_already_in_service_are_no_proposal(accounts):
    with pytest.raises(ValidationError, match="déjà en service"):
        messages.propose(KEPT, accounts["redacteur"], KEPT.subject, KEPT.body)


def test_the_original_words_come_back_in_one_act_and_the_history_says_who(proposed, accounts):
    with pytest.raises(ValidationError, match="déjà dans son texte d’origine"):
        messages.back_to_origin(KEPT, accounts["redacteur"])
    messages.validate(proposed, accounts["valideur"])
    messages.back_to_origin(KEPT, accounts["redacteur"])
    assert messages.standing("invitation").body == KEPT.body
    told = [(row.origin, row.entered_by.username, row.validated_by_id) for row in messages.history("invitation")]
    assert told == [(True, "redacteur", None), (False, "redacteur", accounts["valideur"].pk)]


@pytest.mark.parametrize("username", ["redacteur", "valideur"])
def test_a_proposal_is_removed_by_its_author_or_by_a_validator(username, proposed, accounts):
    messages.discard(proposed, accounts[username])
    assert not messages.proposals()


def test_a_proposal_is_not_removed_by_another_editor(proposed):
    with pytest.raises(ValidationError, match="Seule la personne"):
        messages.discard(proposed, second("redacteur"))


def test_words_that_the_check_refuses_later_give_way_to_those_of_the_code(proposed, accounts):
    messages.validate(proposed, accounts["valideur"])
    LexiconEntry.objects.create(word="bienvenue", family="drug", level="blocking")
    now = messages.standing("invitation")
    assert (now.refused, now.subject, now.row.pk) == (True, KEPT.subject, proposed.pk)


def test_a_proposal_that_the_check_refuses_later_is_not_validated(proposed, accounts):
    LexiconEntry.objects.create(word="bienvenue", family="drug", level="blocking")
    with pytest.raises(ValidationError, match="contrôle de sortie"):
        messages.validate(proposed, accounts["valideur"])


def test_an_invitation_leaves_in_the_words_of_the_desk_with_its_fixed_end(proposed, accounts):
    messages.validate(proposed, accounts["valideur"])
    invitations.send(accounts["medecin"], Origin(accounts["administrateur"]))
    [sent] = mail.outbox
    assert sent.subject.startswith("Bienvenue sur ") and "{" not in sent.subject + sent.body
    assert "/compte/mot-de-passe/nouveau/" in sent.body and accounts["medecin"].get_full_name() in sent.body
    assert "Si vous n’attendiez rien, ne cliquez pas" in sent.body and not sent.alternatives


def test_a_mail_already_queued_keeps_what_it_said(proposed, accounts, settings):
    settings.EMAIL_BACKEND = "portal.worker.mail.OutboxBackend"
    invitations.send(accounts["medecin"], Origin(accounts["administrateur"]))
    queued = OutgoingMail.objects.get()
    messages.validate(proposed, accounts["valideur"])
    invitations.send(accounts["medecin"], Origin(accounts["administrateur"]))
    first, second = OutgoingMail.objects.order_by("pk")
    assert (first.subject, first.body) == (queued.subject, queued.body)
    assert second.subject.startswith("Bienvenue")
