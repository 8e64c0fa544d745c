"""单位目录服务 (LDAP, AD): asks whether a password is right; it gives no rights and makes no account."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import ldap3
from django.conf import settings
from ldap3.core.exceptions import LDAPBindError, LDAPException
from ldap3.utils.conv import escape_filter_chars

#: number of seconds for the connection, and for each answer
PATIENCE = 5


class DirectoryUnreachable(Exception):
    """The directory does not answer, or does not accept the account that may search."""


def is_right_password(name: str, password: str) -> bool:
    """Asks the directory: finds the one person of that name and signs in as that person.

    Raises:
        DirectoryUnreachable: the directory could not be asked.
    """
    # a directory takes an empty password as nobody's sign-in, which succeeds
    if not name or not password:
        return False
    try:
        found = find_distinguished_name(name)
        return found is not None and can_bind(found, password)
    except LDAPException as error:
        raise DirectoryUnreachable(str(error)) from error


@contextmanager
def open_connection(user: str, password: str) -> Iterator[ldap3.Connection]:
    """Opens a connection, encrypted where the settings say so, that reads only and is not signed in yet; closes it."""
    settled = settings.DUBAN_LDAP
    tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=settled.ca or None)
    server = ldap3.Server(settled.url, tls=tls, connect_timeout=PATIENCE, get_info=ldap3.NONE)
    connection = ldap3.Connection(
        server,
        user or None,
        password or None,
        receive_timeout=PATIENCE,
        read_only=True,
        # a referral would carry the password to a server that no setting names
        auto_referrals=False,
    )
    try:
        connection.open()
        if settled.starttls and not connection.start_tls():
            raise LDAPBindError("STARTTLS")
        yield connection
    finally:
        # the library leaves the socket open where nobody answered
        opened = connection.socket
        connection.unbind()
        if opened is not None:
            opened.close()


def find_distinguished_name(name: str) -> str | None:
    """Finds the entry of a person; None where there is none, or more than one."""
    settled = settings.DUBAN_LDAP
    with open_connection(settled.user, settled.password) as connection:
        if not connection.bind():
            raise LDAPBindError("the account that may search")
        wanted = settled.filter.replace("{username}", escape_filter_chars(name))
        connection.search(settled.base, wanted, attributes=ldap3.NO_ATTRIBUTES, size_limit=2)
        found = [entry["dn"] for entry in connection.response or () if entry["type"] == "searchResEntry"]
    return found[0] if len(found) == 1 else None


def can_bind(distinguished_name: str, password: str) -> bool:
    """Returns whether the directory lets the person in with that password."""
    with open_connection(distinguished_name, password) as connection:
        return bool(connection.bind())
