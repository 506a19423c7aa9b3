"""An approval that is refused says why, in French, where Wagtail only says that it is not allowed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.generic.workflow import BaseWorkflowFormView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView

from guidance.models.official import OfficialPage
from guidance.models.workflow import CHANGED, WROTE_IT, refusal
from guidance.services.publication import NotApprovedError

APPROVE = "approve"

_form_valid, _perform = EditView.form_valid, EditView.perform_workflow_action


def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Lead back to the draft with the reason when the approval is refused, before or while it ends."""
    page = self.object.specific
    reason = _reason(page, request.user) if self.action_name == APPROVE and page.workflow_in_progress else ""
    if reason:
        return _back(self, reason)
    try:
        return BaseWorkflowFormView.dispatch(self, request, *args, **kwargs)
    except NotApprovedError as error:
        return _back(self, str(error))


def form_valid(self, form) -> HttpResponse:
    """Refuse an approval with its reason: an author's words are kept, a reader of older words overwrites nothing."""
    asked = self.request.POST.get("action-workflow-action") and self.request.POST.get("workflow-action-name") == APPROVE
    reason = _reason(self.page, self.request.user) if asked else ""
    if not reason and asked and form.has_changed() and isinstance(self.page, OfficialPage):
        return _saved_alone(self)
    if not reason:
        return _form_valid(self, form)
    messages.error(self.request, reason)
    return self.redirect_and_remain() if reason == CHANGED else _form_valid(self, form)


def _saved_alone(view) -> HttpResponse:
    """Keep words typed together with an approval, and refuse it: who wrote them cannot be their second reader."""
    messages.error(view.request, WROTE_IT)
    view.has_content_changes = True
    return view.save_action()


def perform_workflow_action(self) -> HttpResponse:
    """What was typed is saved, the approval alone is refused."""
    try:
        return _perform(self)
    except NotApprovedError as error:
        messages.error(self.request, str(error))
        return self.redirect_and_remain()


def _reason(page, user) -> str:
    return refusal(page, user) if isinstance(page, OfficialPage) else ""


def _back(view, reason: str) -> HttpResponse:
    messages.error(view.request, reason)
    if view.request.headers.get("x-requested-with") == "XMLHttpRequest":
        return view.render_modal_json(view.request, {"step": "success", "redirect": view.redirect_url})
    return redirect(view.redirect_url)


WorkflowActionView.dispatch = CollectWorkflowActionDataView.dispatch = dispatch
EditView.form_valid, EditView.perform_workflow_action = form_valid, perform_workflow_action
