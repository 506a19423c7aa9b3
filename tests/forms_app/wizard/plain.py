"""The same questions asked by formtools as it comes, kept in the session: what the product is held against."""

from django import forms
from django.http import HttpResponse
from django.urls import path
from formtools.wizard.views import NamedUrlSessionWizardView

FINISHED = []


class Demande(forms.Form):
    registered_on = forms.DateField(input_formats=["%d/%m/%Y"])


class Identite(forms.Form):
    person = forms.CharField(max_length=160)


class Gravite(forms.Form):
    gravity = forms.CharField(max_length=20)


class PlainWizard(NamedUrlSessionWizardView):
    def render(self, form=None, **kwargs):
        form = form or self.get_form()
        return HttpResponse(f"{form.errors}{form.as_p()}")

    def get_step_url(self, step):
        return f"/plain/{step}/"

    def done(self, form_list, **kwargs):
        FINISHED.append(self.get_all_cleaned_data())
        return HttpResponse("done")


_STEPS = [("demande", Demande), ("identite", Identite), ("gravite", Gravite)]
urlpatterns = [path("plain/<slug:step>/", PlainWizard.as_view(_STEPS, url_name="plain"))]
