"""A server that answers in every way, and a listener that must stay alone."""

import pytest

from tests.guidance.checking.server import Forbidden, OwnServerOnly, serve


@pytest.fixture
def server():
    started = serve()
    yield started
    started.shutdown()
    started.server_close()


@pytest.fixture
def forbidden():
    listener = Forbidden()
    yield listener
    listener.socket.close()


@pytest.fixture
def guard(server):
    return OwnServerOnly(server.server_address[1])


@pytest.fixture
def at(server):
    """Function that names a page of the server: `at("/bon")`."""
    return lambda path: f"http://essai.exemple.invalid:{server.server_address[1]}{path}"
