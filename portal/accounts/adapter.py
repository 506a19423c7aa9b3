"""How sign-in behaves here: nobody registers alone, and mail leaves through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; the sign-up address does not exist either."""

    def is_open_for_signup(self, request):
        return False
