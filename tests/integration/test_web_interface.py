"""The JSON interface holds to its own description, whatever is asked of it."""

from __future__ import annotations

import contextlib
import re
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from cleanrep.web import application
from cleanrep.web.application import create_app
from cleanrep.web.settings import Limits, WebSettings

N_EXAMPLES = 15
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@dataclass(frozen=True, slots=True)
class Owner:
    """A browser on the server's own machine."""

    url: str
    headers: dict[str, str]


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Owner]:
    folder = tmp_path_factory.mktemp("static")
    for name in application.BUILT_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "STATIC_FOLDER", folder)
        home = tmp_path_factory.mktemp("home")
        many = Limits(requests_per_s=1e6, request_burst=10**6, max_jobs=0)
        app = create_app(WebSettings(home, limits=many, database=str(home / "log.sqlite3")))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with urllib.request.urlopen(url) as answer:
        cookie = answer.headers["set-cookie"].split(";")[0]
        found = re.search(r'name="csrf" content="([^"]+)"', answer.read().decode())
    assert found is not None
    yield Owner(url, {"cookie": cookie, "x-csrf-token": found[1]})
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def described(owner: Owner) -> schemathesis.schemas.BaseSchema:
    return schemathesis.openapi.from_url(f"{owner.url}/api/openapi.json")


OPERATIONS = (
    ("GET", "/api/exercises/{exercise_id}"),
    ("GET", "/api/sets"),
    ("GET", "/api/sets/{set_id}"),
    ("DELETE", "/api/sets/{set_id}"),
    ("GET", "/api/sets/{set_id}/corrections"),
    ("PUT", "/api/sets/{set_id}/corrections"),
    ("PUT", "/api/sets/{set_id}/answers"),
    ("PUT", "/api/sets/{set_id}/neutral"),
    ("GET", "/api/jobs"),
    ("GET", "/api/jobs/{set_id}"),
    ("POST", "/api/recordings"),
    ("GET", "/api/screening"),
    ("PUT", "/api/screening"),
    ("POST", "/api/pairing-codes"),
)


def test_every_operation_is_asked(described: schemathesis.schemas.BaseSchema) -> None:
    paths = described.raw_schema["paths"]
    found = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert found == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=" ".join)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_interface_keeps_to_its_description(
    described: schemathesis.schemas.BaseSchema, owner: Owner, method: str, path: str, mode: GenerationMode
) -> None:
    @settings(max_examples=N_EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:  # type: ignore[type-arg] # its parameters are the tool's own
        case.validate_response(case.call(headers=owner.headers), checks=CHECKS)

    with contextlib.suppress(Unsatisfiable):  # There is nothing wrong to ask where nothing can be said.
        ask()
