"""A preview shows the words before their reason is given: only saving and submitting ask why they change."""

from wagtail.admin.views.generic.preview import PreviewOnEdit
from wagtail.admin.views.pages.preview import PreviewOnEditView


def validate_form(self, form):
    """Say to the form that nothing is kept; otherwise as Wagtail does."""
    form.only_shown = True
    return PreviewOnEdit.validate_form(self, form)


PreviewOnEditView.validate_form = validate_form
