# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import socket
from ipaddress import ip_address

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError


def is_public(address):
    """Whether an IP address belongs to the internet, not to this machine, a private network or a reserved range."""
    found = ip_address(address.partition('%')[0])
    return (getattr(found, 'ipv4_mapped', None) or found).is_global


class _PublicOnly:
    """A connection that opens only to addresses of the internet. It checks the address itself, so neither the host name
    nor a redirect can lead into the agency's network."""

    def _new_conn(self):
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise NewConnectionError(self, "unknown host") from error
        if not all(is_public(address[0]) for *__, address in found):
            raise NewConnectionError(self, "not an address of the internet")
        connection = super()._new_conn()
        if not is_public(connection.getpeername()[0]):  # the name resolved to another address meanwhile
            connection.close()
            raise NewConnectionError(self, "not an address of the internet")
        return connection


class _Http(_PublicOnly, HTTPConnection):
    pass


class _Https(_PublicOnly, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


class _Adapter(HTTPAdapter):

    def init_poolmanager(self, *args, **kwargs):
        res = super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {'http': _HttpPool, 'https': _HttpsPool}
        return res


def session():
    """Return a session that reaches only the internet. It uses no proxy: a proxy connects to any address."""
    made = requests.Session()
    made.trust_env = False
    for scheme in ('http://', 'https://'):
        made.mount(scheme, _Adapter())
    return made
