"""Walk of every address of the portal: patterns, the path that stands for each, and what a role is answered."""

import re
import uuid
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.shortcuts import resolve_url
from django.urls import get_resolver
from django.utils import timezone
from wagtail.models import Collection, Page, Task, Workflow

from forms_app import fiches
from forms_app.messages import MESSAGES
from forms_app.models import EmpoweringAct, LetterModel, LexiconEntry, Membership, RegisterImport
from forms_app.services.demo import demonstration
from forms_app.services.fiches import calibration, discussions, drafts, letters
from forms_app.services.mail import messages
from forms_app.services.team import register_import
from forms_app.wizard import outcome
from guidance.models import NetworkNews, Reference, ReferenceImport

ROLES = ("anonymous", "medecin", "secretariat", "directeur", "redacteur", "valideur", "administrateur")
METHODS = ("get", "post")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
# Patterns written as regular expressions, and the path requested for each.
PATHS = {
    "difficultes/signaler/": "difficultes/signaler/?texte=instruction-2011&edition=2011-11-10&clause=IV-3",
    r"compte/^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "compte/mot-de-passe/nouveau/1-abc/",
    r"^admin/password_reset/(?P<rest>.*)$": "admin/password_reset/",
    r"^_util/authenticate_with_password/": "_util/authenticate_with_password/1/1/",
    r"^admin/bulk/portal/user/": "admin/bulk/portal/user/assign_role/",
    r"^admin/(api/main/)?(documents|images)/": "admin/images/",
    r"admin/^.*/$": "admin/nothing-here/",
    r"^((?:[\w\-]+/)*)$": "",
}


@dataclass
class World:
    """Rows that the addresses need."""

    page: Page
    parent: Page
    user: object
    group: Group
    run: str
    letter: str
    collegial: dict

    def arguments(self, pattern):
        """Value of each argument that the pattern may hold; `pk` is of what the address is about."""
        return (
            {
                "pk": self.key_of(pattern),
                "instance_pk": self.key_of(pattern),
                "object_id": self.key_of(pattern),
                "page_id": self.page.pk,
                "page_pk": self.page.pk,
                "page_to_move_id": self.page.pk,
                "parent_page_id": self.parent.pk,
                "destination_id": self.parent.pk,
                "collection_id": Collection.objects.first().pk,
                "revision_id": self.page.latest_revision_id or 0,
                "task_id": self.task(),
                "workflow_pk": self.workflow(),
                "run": self.run,
                "letter": self.letter,
            }
            | self.collegial
            | NAMES
            | ({"slug": "gip-esther"} if pattern.startswith("references/") else {})
        )

    def key_of(self, pattern):
        """Key of the first row of the model that the address names, else of what its part of the desk is about."""
        for model in (model for place, model in PEOPLE.items() if place in pattern):
            return model.objects.values_list("pk", flat=True).first()
        pattern = pattern.replace("admin/baremes/", "guidance/amountperiod/")
        pattern = pattern.replace("admin/nouvelles-du-reseau/", "guidance/networknews/")
        for label, name in re.findall(r"(forms_app|guidance|home|portal)/(\w+)/", pattern):
            model = apps.all_models[label].get(name)
            return (model._default_manager.values_list("pk", flat=True).first() or 1) if model else 1
        if pattern.startswith("admin/references/"):
            return key_of_library(pattern)
        if "modeles-de-lettres/" in pattern:
            return LetterModel.objects.values_list("pk", flat=True).first()
        if "lexique/" in pattern:
            return LexiconEntry.objects.get_or_create(word="zorblax", family="drug")[0].pk
        return self.key_of_wagtail(pattern)

    def key_of_wagtail(self, pattern):
        """Key of an account, or of a row of the library's, else of the page."""
        if "users/" in pattern or "comptes/" in pattern:
            return self.user.pk
        if "groups/" in pattern:
            return self.group.pk
        if "collections/" in pattern:
            return Collection.objects.first().pk
        if "workflows/tasks/" in pattern:
            return self.task()
        return self.workflow() if "workflows/" in pattern else self.page.pk

    def task(self):
        return Task.objects.values_list("pk", flat=True).first() or 0

    def workflow(self):
        return Workflow.objects.values_list("pk", flat=True).first() or 0


# Where the rows of people are named by their number.
PEOPLE = {"habilitations/": Membership, "actes/": EmpoweringAct, "registre/": RegisterImport}


def key_of_library(pattern):
    """Key of a file of references, or of a reference, for a screen of the library's desk."""
    if "imports/" in pattern:
        return ReferenceImport.objects.get_or_create(name="essai.csv", words="")[0].pk
    return Reference.objects.values_list("pk", flat=True).first()


# Addresses of the library's files and pictures, shut as a whole: any value does.
SHUT = ("admin/documents/", "admin/images/", "admin/api/main/")
NAMES = {
    "dossier": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    "job": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    "rank": 1,
    "avis": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    "referral": 1,
    "note": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    "sent": "6f9619ff-8b86-4011-b42d-00c04fc964ff",
    "act": "begin-review",
    "authority_code": "ars-val-d-essai",
    "authority": "ars-val-d-essai",
    "year": 2016,
    "version": 1,
    "kind": "instruction",
    "table_key": "requests",
    "prefecture_code": "990",
    "fiche": "avis",
    "step": "demande",
    "text": "instruction-2011",
    "edition": "2011-11-10",
    "section": "iv",
    "table": "term",
    "place": "instruction-2011/2011-11-10/iv",
    "label": "IV-3",
    "day": "2026-11-10",
    "number": "L313-11",
    "code": "ceseda",
    "slug": "annexe-iv-fiche-3",
    "key": "courriel-du-jour",
    "alinea": "11",
    "left": "instruction-2011@2011-11-10",
    "right": "arrete-2017@2021-05-03",
    "content_type_app_name": "guidance",
    "content_type_model_name": "sectionpage",
    "app_label": "guidance",
    "app_name": "guidance",
    "model_name": "sectionpage",
    "action_name": "approve",
    "action": "delete",
    "task_state_id": 0,
    "workflow_state_id": 0,
    "session_id": 0,
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "provider_id": "pro-sante-connect",
    "uidb64": "MQ",
    "token": "abc-def",
    "page_view_restriction_id": 1,
}


def build_world():
    """Rows of the walk: the deepest page there is, one account, a draft and a letter of that account."""
    page = Page.objects.order_by("-depth", "path").first()
    user = get_user_model().objects.get(username="medecin")
    run, letter = build_fiches(user)
    build_people()
    build_alert()
    build_message()
    group = Group.objects.order_by("name").first()
    return World(page, page.get_parent(), user, group, run, letter, build_collegial(user))


def build_collegial(user):
    """Keys of a question of the physician's with its answer, and of a made-up case."""
    question = discussions.ask(user, uuid.uuid4(), "Dialyse", "Patient dialysé.")
    reply = discussions.reply(question, user, uuid.uuid4(), "Une réponse.")
    case = calibration.write(user, uuid.uuid4(), "college", "Dialyse", "Patient dialysé.")
    return {"discussion": question.pk, "reply": reply.pk, "case": case.pk}


def build_message():
    """Words of a mail that nobody has validated."""
    editor = get_user_model().objects.get(username="redacteur")
    kept = MESSAGES["courriel-du-jour"]
    messages.propose(kept, editor, "Vos échéances", kept.body)


def build_alert():
    """An alert that nobody has validated."""
    day = timezone.localdate()
    NetworkNews.objects.create(
        kind="alert", title="Alerte d’essai", body="Texte.", source="Essai", starts_on=day, ends_on=day
    )


def build_people():
    """The demonstration's authority with its members, and a file of the register that waits for its confirmation."""
    accounts = {account.username: account for account in get_user_model().objects.all()}
    demonstration.fill(accounts)
    header = ";".join(register_import.COLUMNS).encode()
    register_import.deposit("liste.csv", header, accounts["administrateur"])


def build_fiches(user):
    """Keys of a draft of the physician's, nothing typed in it, and of a letter delivered from another."""
    avis = fiches.get("avis")
    draft, sent = (drafts.start(user, "avis", "ars", without_file=False) for _ in range(2))
    letter = letters.preview(sent.row, outcome.letter_of(avis, sent, {}))
    return draft.row.run, letters.deliver(letter).pk


def patterns():
    """Every pattern of the portal, as written, once."""
    return sorted(set(walk(get_resolver().url_patterns)))


def walk(level, prefix=""):
    for pattern in level:
        written = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, written)
        else:
            yield written


def path_of(pattern, world):
    """Path that stands for the pattern; KeyError names an argument or an expression without a value."""
    if pattern in PATHS:
        return "/" + PATHS[pattern]
    if "(?P<" in pattern or "^" in pattern:
        pattern = plain(pattern)
    values = world.arguments(pattern)
    if pattern.startswith(SHUT):
        values = dict.fromkeys(ARGUMENT.findall(pattern), 1) | values
    return "/" + ARGUMENT.sub(lambda found: str(values[found.group(1)]), pattern)


def plain(expression):
    """Route of a simple regular expression; KeyError for one that needs a line in PATHS."""
    route = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", expression)
    route = re.sub(r"[\^$]", "", route).replace(r"\.", ".")
    if re.search(r"[\\()*+?|\[\]]", route):
        raise KeyError(expression)
    return route


def answer(response):
    """Word of the table for a response: `login` for the way to the sign-in, else the status."""
    location = response.headers.get("Location", "")
    if response.status_code in (301, 302, 303) and location.startswith(resolve_url(settings.LOGIN_URL)):
        return "login"
    return str(response.status_code)
