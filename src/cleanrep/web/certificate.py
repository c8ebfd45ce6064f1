"""The server's own certificate for the network at home: an authority made once, and a certificate for today's address.

Decides how little a phone is asked to trust: the authority may only vouch for private addresses and local names, so
that its key, were it stolen, opens nothing else.
"""

import ipaddress
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from cleanrep.errors import SourceError
from cleanrep.web.files import write_whole

AUTHORITY_NAME = "cleanrep-authority.crt"
_AUTHORITY_KEY_NAME = "cleanrep-authority.key"
_SERVER_NAME = "server.crt"
_SERVER_KEY_NAME = "server.key"
AUTHORITY_DAYS = 3650
SERVER_DAYS = 397
"""Phones refuse certificates that last longer than 398 days."""
_PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8")


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """Files for the server."""

    certificate: Path
    key: Path


def make_certificate(folder: Path, addresses: frozenset[str], *, now: datetime | None = None) -> ServerCertificate:
    """Make the server's certificate for its addresses; the authority is made once and kept.

    Parameters
    ----------
    folder : Path
        Where certificates and keys lie, readable by their owner only.
    addresses : frozenset[str]
        IP addresses and local names.

    Raises
    ------
    SourceError, UsageError
        When the authority's files do not hold, or nothing can be written.
    """
    moment = now or datetime.now(UTC)
    folder.mkdir(parents=True, exist_ok=True)
    authority, authority_key = _open_authority(folder, moment)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _begin(_name("CleanRep on this machine"), authority.subject, key.public_key(), now=moment, days=SERVER_DAYS)
        .add_extension(
            x509.SubjectAlternativeName([_alternative(address) for address in sorted(addresses)]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, hashes.SHA256())
    )
    chain = certificate.public_bytes(serialization.Encoding.PEM) + authority.public_bytes(serialization.Encoding.PEM)
    write_whole(folder / _SERVER_NAME, chain)
    write_whole(folder / _SERVER_KEY_NAME, _dump_key(key), is_secret=True)
    return ServerCertificate(folder / _SERVER_NAME, folder / _SERVER_KEY_NAME)


def _open_authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    path, key_path = folder / AUTHORITY_NAME, folder / _AUTHORITY_KEY_NAME
    if not path.exists() or not key_path.exists():
        return _make_authority(folder, now)
    try:
        authority = x509.load_pem_x509_certificate(path.read_bytes())
        key = serialization.load_pem_private_key(key_path.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise SourceError(
            path.name, f"cannot be read ({error})", "remove the folder; phones trust a new one"
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SourceError(key_path.name, "is not the key that was made", "remove the folder; phones trust a new one")
    return (
        (authority, key) if authority.not_valid_after_utc > now + timedelta(days=30) else _make_authority(folder, now)
    )


def _make_authority(folder: Path, now: datetime) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"CleanRep on {os.uname().nodename}"[:64] if hasattr(os, "uname") else "CleanRep")
    permitted: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_network(text)) for text in _PRIVATE_NETWORKS]
    permitted += [x509.DNSName("local"), x509.DNSName("localhost")]
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    authority = (
        _begin(name, name, key.public_key(), now=now, days=AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_whole(folder / _AUTHORITY_KEY_NAME, _dump_key(key), is_secret=True)
    write_whole(folder / AUTHORITY_NAME, authority.public_bytes(serialization.Encoding.PEM))
    return authority, key


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, *, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _alternative(address: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(address.strip("[]")))
    except ValueError:
        return x509.DNSName(address)


def _dump_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
