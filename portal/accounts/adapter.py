"""How sign-in behaves here: nobody registers alone, mail waits in the outbox, a first factor is set up by mail."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts import enrolment, strength


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; the sign-up address does not exist either."""

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **kwargs):
        """Lead a session that has shown a password alone to its second factor, and from there where it was going."""
        response = super().post_login(request, user, **kwargs)
        if not strength.demanded() or strength.is_shown(request, user):
            return response
        list(messages.get_messages(request))  # « vous êtes connecté » is not said before it is so
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': response.url})}")

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who has just proved the account's mail sets a first factor up without typing the password again."""
        if app == "allauth.mfa" and enrolment.is_proved(context.request):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)
