"""The screens of second factors: the first one, those that follow, recovery codes shown once."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import enrolment, factors, recovery
from portal.accounts.codes import code_field
from portal.accounts.open_sessions import Hold
from portal.destinations import is_ours

AFTER = "after_factor"


class CodeForm(Form):
    """The code that went to the address of the account."""

    code = code_field("Code reçu par courriel", "Huit chiffres.")


@login_required
@require_http_methods(["GET", "HEAD"])
def second_factor(request):
    """What a session that has shown a password alone has left to do: show its factor, or set the first one up."""
    remember(request)
    if request.held is not Hold.HALF:
        return redirect(after(request))
    kinds = {factor.type for factor in factors.of(request.user)}
    if kinds:
        name = "mfa_reauthenticate" if Authenticator.Type.TOTP in kinds else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse_lazy(name)}?{urlencode({'next': after(request)})}")
    return _first(request, CodeForm())


@login_required
@require_POST
def second_factor_code(request):
    """Send the code by mail, or take the one that came."""
    if request.held is not Hold.HALF or factors.of(request.user):
        return redirect("second_factor")
    if "code" not in request.POST:
        if not enrolment.send_code(request, request.user):
            messages.error(request, "Trop de codes demandés. Attendez dix minutes.")
        return redirect("second_factor")
    form = CodeForm(request.POST)
    if form.is_valid() and not enrolment.check(request, request.user, form.cleaned_data["code"]):
        form.add_error("code", "Ce code n’est pas le bon, ou il a expiré. Après cinq essais, attendez dix minutes.")
    return redirect("second_factor") if form.is_valid() else _first(request, form, status=422)


def _first(request, form, status=200):
    shown = {
        "form": form,
        "proved": enrolment.is_proved(request),
        "sent": enrolment.was_sent(request),
        "address": enrolment.masked(request.user.email) if request.user.email else "",
        "minutes": enrolment.MINUTES,
    }
    return render(request, "account/second_factor.html", shown, status=status)


def remember(request) -> None:
    """Keep where the person was going, an address of ours, until the factor is there."""
    destination = request.GET.get("next", "")
    if is_ours(request, destination):
        request.session[AFTER] = destination


def after(request) -> str:
    """Return where the person was going."""
    return request.session.get(AFTER, settings.LOGIN_REDIRECT_URL)


class ActivateApplication(totp.ActivateTOTPView):
    """An application that shows codes; its first code is taken, the session has shown its second factor."""

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(**kwargs)
        secret = shown["form"].secret.rstrip("=")
        return shown | {"groups": [secret[place : place + 4] for place in range(0, len(secret), 4)]}

    def form_valid(self, form):
        response = super().form_valid(form)
        row = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        factors.added(self.request, row, first=self.did_generate_recovery_codes, counter=form.counter)
        return response


class AddKey(webauthn.AddWebAuthnView):
    """A security key, or what the computer offers in its place."""

    def form_valid(self, form):
        response = super().form_valid(form)
        rows = Authenticator.objects.filter(user=self.request.user, type=Authenticator.Type.WEBAUTHN)
        factors.added(self.request, rows.latest("created_at"), first=self.did_generate_recovery_codes)
        return response


class RenameKey(webauthn.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RemoveKey(webauthn.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form):
        response = super().form_valid(form)
        factors.removed(self.request)
        return response


class RemoveApplication(totp.DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        factors.removed(self.request)
        return response


class MakeCodes(recovery_codes.GenerateRecoveryCodesView):
    def form_valid(self, form):
        response = super().form_valid(form)
        factors.codes_made(self.request)
        return response


class ShowCodes(recovery_codes.ViewRecoveryCodesView):
    """The recovery codes, in full the first time alone: afterwards nothing here knows them any more."""

    def get_context_data(self, **kwargs):
        shown = super().get_context_data(**kwargs) | {"after": after(self.request)}
        codes = recovery.take_to_show(self.request)
        return shown | {"unused_codes": codes or shown["unused_codes"], "can_view_codes": bool(codes)}
