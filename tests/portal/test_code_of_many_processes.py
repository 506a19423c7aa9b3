"""A code serves once for every process together (SQLite and PostgreSQL): security decision D6."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt

from tests.conftest import PASSWORD, make_account
from tests.portal.test_second_factor import code_of
from tests.portal.test_sign_in_of_many_processes import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ONE_CODE = """
browser = Client()
browser.post("/compte/connexion/", {"login": "medecin", "password": sys.argv[1]})
browser.post("/compte/connexion/code/", {"code": sys.argv[2]})
print(int("_auth_user_id" in browser.session))
"""


def test_a_code_opens_one_session_whatever_the_number_of_processes(transactional_db, request):
    person = make_account("medecin")
    Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt(SECRET)})
    code = code_of(SECRET, at=time.time() + 10)  # taken for a minute at least
    assert sum(together(request.getfixturevalue("shared_database"), ONE_CODE, PASSWORD, code)) == 1
