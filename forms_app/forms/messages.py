"""The words of a mail as a form: subject and body, each refused beside its own field."""

from django import forms
from django.core.exceptions import ValidationError

from forms_app.messages import MAX_BODY, MAX_SUBJECT, Message
from forms_app.services.mail import messages


class WordsForm(forms.Form):
    """What an editor proposes; everything typed stays, whatever is refused."""

    subject = forms.CharField(label="Objet", max_length=MAX_SUBJECT, strip=True)
    body = forms.CharField(
        label="Texte",
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Texte simple. Les emplacements s’écrivent entre accolades.",
    )

    def __init__(self, message: Message, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.message = message
        self.fields["subject"].widget.attrs["data-mail"] = "subject"
        self.fields["body"].widget.attrs["data-mail"] = "body"

    def clean(self):
        """Refuse what the message has no place for, and words that betray; one list for each field."""
        given = super().clean()
        for field, told in messages.objections(self.message, given.get("subject", ""), given.get("body", "")).items():
            if field in given:
                self.add_error(field, ValidationError(told))
        return given
