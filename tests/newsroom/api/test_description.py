"""The description and the replies agree, tried with made-up requests."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hoiam.config.wsgi import application
from tests.factories.enquiries import make_answered
from tests.factories.evidence import make_fact
from tests.factories.releases import AT, DAY, make_published

load_all_checks()
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture
def description(cast, reader):
    make_answered(cast)
    make_fact(cast.desk, reference="F069")
    make_published(cast, publish_at=AT + DAY)
    # A request that ends would close the connection, and with it the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.django_db
def test_replies_keep_to_the_description(description):
    for found in description.get_all_operations():

        @given(case=found.ok().as_strategy())
        @settings(
            max_examples=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def replies_keep_to_it(case):
            cache.clear()
            case.call_and_validate(checks=CHECKS)

        replies_keep_to_it()
