"""An identity platform and a directory of the tests' own on this machine, each out of a library of its kind."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import requests
from django.test import Client
from django.urls import reverse

from tracker.environment import DirectoryServer, IdentityPlatform

#: what the platform says of people, by the name that they have there
PEOPLE = {
    "p-1": {"preferred_username": "jiaowei", "email": "lijing@example.invalid"},
    "p-2": {"preferred_username": "nobody"},
    "p-3": {},
}


#: each is run in a process of its own, which keeps its libraries and their warnings out of the tests
PLATFORM = """
import json, sys
import oidc_provider_mock
people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in json.loads(sys.argv[1]).items()]
with oidc_provider_mock.run_server_in_thread(user_claims=people, require_nonce=True) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""


@contextmanager
def running(program: str, told: str) -> Iterator[int]:
    """Runs a server until the block ends; gives the port that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", program, told],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate()


@contextmanager
def platform() -> Iterator[IdentityPlatform]:
    """An OpenID Connect provider."""
    with running(PLATFORM, json.dumps(PEOPLE)) as port:
        yield IdentityPlatform(f"http://localhost:{port}", "duban", "known to the tests")


def visit(client: Client, sub: str, action: str = "") -> str:
    """Follows the person to the platform, who signs in (or denies) there; returns the way back."""
    there = client.get(reverse("platform_begin")).url
    back = requests.post(there, data={"sub": sub, "action": action}, allow_redirects=False, timeout=10)
    return back.headers["Location"].removeprefix("http://testserver")


DIRECTORY = """
import sys
from io import BytesIO
from ldaptor.inmemory import fromLDIFFile
from ldaptor.interfaces import IConnectedLDAPEntry
from ldaptor.protocols.ldap.ldapserver import LDAPServer
from twisted.internet import protocol, reactor
from twisted.python import components

class Factory(protocol.ServerFactory):
    protocol = LDAPServer
    def __init__(self, root): self.root = root
    def buildProtocol(self, addr):
        made = LDAPServer()
        made.factory = self
        return made

def begin(root):
    port = reactor.listenTCP(0, Factory(root), interface="127.0.0.1")
    print(port.getHost().port, flush=True)

components.registerAdapter(lambda factory: factory.root, Factory, IConnectedLDAPEntry)
fromLDIFFile(BytesIO(sys.argv[1].encode())).addCallback(begin)
reactor.run()
"""
BASE = "dc=example,dc=cn"
SEARCHER, SEARCH_PASSWORD = f"cn=searcher,{BASE}", "may search"
DIRECTORY_PASSWORD = "the directory's word"
ENTRIES = f"""dn: {BASE}
objectClass: dcObject
dc: example

dn: {SEARCHER}
objectClass: person
cn: searcher
sn: searcher
userPassword: {SEARCH_PASSWORD}

dn: uid=jiaowei,{BASE}
objectClass: inetOrgPerson
uid: jiaowei
cn: Li Jing
sn: Li
employeeNumber: 7
userPassword: {DIRECTORY_PASSWORD}

dn: uid=nobody,{BASE}
objectClass: inetOrgPerson
uid: nobody
cn: Nobody
sn: Nobody
userPassword: {DIRECTORY_PASSWORD}

"""


@contextmanager
def directory() -> Iterator[DirectoryServer]:
    """An LDAP server."""
    with running(DIRECTORY, ENTRIES) as port:
        yield DirectoryServer(f"ldap://127.0.0.1:{port}", BASE, user=SEARCHER, password=SEARCH_PASSWORD)
