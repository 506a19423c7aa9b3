"""Where the sentences of one page wait for the next one: Django's two places, the cookie under its safe name."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage

from guidance.cookies import of_host


class HostCookieStorage(CookieStorage):
    cookie_name = of_host(CookieStorage.cookie_name)


class Storage(FallbackStorage):
    storage_classes = (HostCookieStorage, SessionStorage)
