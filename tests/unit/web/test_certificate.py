from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from cleanrep.errors import SourceError
from cleanrep.web.certificate import AUTHORITY_NAME, make_certificate

ADDRESSES = frozenset({"192.168.1.7", "gym-laptop.local", "localhost", "127.0.0.1", "[::1]"})


def load(path: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(path.read_bytes())


def test_certificate_names_the_addresses_and_lasts_as_long_as_phones_allow(tmp_path: Path) -> None:
    made = make_certificate(tmp_path, ADDRESSES)
    server = load(made.certificate)[0]
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(address) for address in names.get_values_for_type(x509.IPAddress)} == {
        "192.168.1.7",
        "127.0.0.1",
        "::1",
    }
    assert set(names.get_values_for_type(x509.DNSName)) == {"gym-laptop.local", "localhost"}
    assert server.not_valid_after_utc - server.not_valid_before_utc <= timedelta(days=398)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.certificate, made.key)


def test_authority_is_made_once_and_signs_the_certificate_of_each_address(tmp_path: Path) -> None:
    first = make_certificate(tmp_path, ADDRESSES)
    authority = load(tmp_path / AUTHORITY_NAME)[0]
    second = make_certificate(tmp_path, frozenset({"10.0.0.3"}))
    assert load(tmp_path / AUTHORITY_NAME)[0] == authority
    for made in (first, second):
        load(made.certificate)[0].verify_directly_issued_by(authority)


def test_authority_may_vouch_for_private_addresses_only(tmp_path: Path) -> None:
    make_certificate(tmp_path, ADDRESSES)
    constraints = load(tmp_path / AUTHORITY_NAME)[0].extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    permitted = constraints.value.permitted_subtrees or []
    networks = [item.value for item in permitted if isinstance(item, x509.IPAddress)]
    assert all(network.is_private or str(network) == "100.64.0.0/10" for network in networks)
    assert {item.value for item in permitted if isinstance(item, x509.DNSName)} == {"local", "localhost"}


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    make_certificate(tmp_path, ADDRESSES)
    for path in tmp_path.glob("*.key"):
        assert path.stat().st_mode & 0o077 == 0


def test_authority_that_runs_out_is_made_anew(tmp_path: Path) -> None:
    make_certificate(tmp_path, ADDRESSES)
    before = load(tmp_path / AUTHORITY_NAME)[0]
    make_certificate(tmp_path, ADDRESSES, now=datetime.now(UTC) + timedelta(days=3640))
    assert load(tmp_path / AUTHORITY_NAME)[0] != before


def test_damaged_authority_is_named(tmp_path: Path) -> None:
    make_certificate(tmp_path, ADDRESSES)
    (tmp_path / AUTHORITY_NAME).write_text("damaged")
    with pytest.raises(SourceError, match="authority"):
        make_certificate(tmp_path, ADDRESSES)
