"""The guards themselves: what they stop, and what they let through."""

import socket
from functools import partial

import pytest
from django.http import HttpResponse
from django.template import engines

from tasks.audit import record
from tasks.enums import EventKind
from tasks.models import Government, Reading
from tests.guards import ForeignHost, LoadedLate, WroteOnGet, is_this_machine, nothing_written_on_get


def answer(rf_method, act):
    """The middleware around a view that does ``act``."""

    def view(request):
        act()
        return HttpResponse("done")

    return nothing_written_on_get(view)(rf_method("/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda: Government.objects.create(name="新区"),
        lambda: Government.objects.update(name="新区"),
        lambda: Reading.objects.all()._raw_delete("default"),
        lambda: Government.objects.bulk_create([Government(name="新区")]),
    ],
    ids=["create", "update", "delete", "bulk_create"],
)
def test_a_request_that_only_asks_cannot_write(cast, rf, write):
    with pytest.raises(WroteOnGet):
        answer(rf.get, write)


@pytest.mark.django_db
def test_a_post_may_write_and_a_get_may_read(rf):
    assert answer(rf.post, lambda: Government.objects.create(name="新区")).content == b"done"
    assert answer(rf.get, lambda: list(Government.objects.all())).content == b"done"


@pytest.mark.django_db
def test_a_page_fetches_its_columns_with_its_rows(cast, rf):
    short = Government.objects.only("pk").get(pk=cast.government.pk)
    with pytest.raises(LoadedLate, match="Government: name"):
        answer(rf.get, lambda: short.name)
    assert answer(rf.post, lambda: short.name).content == b"done"


def test_a_visit_may_keep_its_session_and_leave_a_trace(cast, rf, client):
    session = client.session
    session["period"] = 1
    assert answer(rf.get, session.save).content == b"done"
    trace = partial(record, EventKind.EXPORTED, cast.plan, by=cast.office, government_id=cast.government.pk)
    assert answer(rf.get, trace).content == b"done"


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_no_connection_leaves_the_machine(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as end, pytest.raises(ForeignHost):
        end.connect((host, 80))


def test_no_name_is_looked_up():
    with pytest.raises(ForeignHost):
        socket.getaddrinfo("intranet.example", 443)


@pytest.mark.parametrize("host", ["localhost", b"127.0.0.1", "::1", "0.0.0.0", None, ""])
def test_the_machine_itself_is_reached(host):
    assert is_this_machine(host)


def test_an_undefined_template_variable_fails_the_test():
    template = engines["django"].from_string("{{ nobody.knows }}")
    with pytest.raises(pytest.fail.Exception, match=r"nobody\.knows"):
        template.render({})
