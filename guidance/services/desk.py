"""Sets the editors' desk: the tree that holds the texts, who may write, and who validates."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from guidance.enums import Reading
from guidance.models import FourEyesTask, TextsIndexPage
from guidance.models.readings import MEDICAL_WORKFLOW, READERS

EDITORS = "Rédacteurs"
VALIDATORS = READERS[Reading.LEGAL]
MEDICAL_READERS = READERS[Reading.MEDICAL]
PHYSICIANS = "Médecins"
WORKFLOW = "Validation des textes officiels"


def is_in(user, names: Iterable[str]) -> bool:
    """Tell whether an account in use is of one of these groups; one query."""
    return user.is_active and user.groups.filter(name__in=names).exists()


def texts_index(home: Page) -> TextsIndexPage:
    """Return the list of the texts, created under the home page at first."""
    index = TextsIndexPage.objects.first()
    if index is None:
        index = home.add_child(instance=TextsIndexPage(title="Textes officiels", slug="textes", live=False))
        index.publish(index.save_revision(clean=False))
    return index


def set_up(index: TextsIndexPage) -> None:
    """Give editors the right to write under the texts, and validators the last word; runs again without harm."""
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    validators, _ = Group.objects.get_or_create(name=VALIDATORS)
    for codename in ("add_page", "change_page", "bulk_delete_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.get_or_create(group=editors, page=index, permission=permission)
    _workflow(index, validators)
    _medical_workflow(Group.objects.get_or_create(name=MEDICAL_READERS)[0])


def _workflow(index: TextsIndexPage, validators: Group) -> None:
    if WorkflowPage.objects.filter(page=index).exists():
        return
    task = FourEyesTask.objects.create(name="Validation par une autre personne")
    task.groups.add(validators)
    workflow = Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)


def _medical_workflow(readers: Group) -> None:
    """The road of a medical text: the reading that every text has, then the one of a physician (G4)."""
    if Workflow.objects.filter(name=MEDICAL_WORKFLOW).exists():
        return
    legal = FourEyesTask.objects.filter(reading=Reading.LEGAL, active=True).order_by("pk").first()
    medical = FourEyesTask.objects.create(name="Relecture médicale", reading=Reading.MEDICAL)
    medical.groups.add(readers)
    workflow = Workflow.objects.create(name=MEDICAL_WORKFLOW)
    for place, task in enumerate((legal, medical)):
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
