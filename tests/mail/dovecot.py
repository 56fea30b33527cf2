"""A real Dovecot on loopback, with folders, a certificate and a user of its own; ended with the test."""

from __future__ import annotations

import imaplib
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "ban@danang.example", "mật-khẩu/@1"
QUOTED = "m%E1%BA%ADt-kh%E1%BA%A9u%2F%401"
BINARY = shutil.which("dovecot") or "/usr/sbin/dovecot"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {internal}
default_login_user = {login}
mail_location = maildir:{folder}/mail
first_valid_uid = 0
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Server:
    """The running server; `plain` is its STARTTLS port, `tls` the other."""

    def __init__(self, folder: Path, plain: int, tls: int) -> None:
        self.folder, self.plain, self.tls = folder, plain, tls
        self.ca = folder / "cert.pem"
        self.process: subprocess.Popen | None = None

    def url(self, scheme: str = "imaps", *, password: str = QUOTED, more: str = "") -> str:
        port = self.tls if scheme == "imaps" else self.plain
        return f"{scheme}://{USER.replace('@', '%40')}:{password}@127.0.0.1:{port}/INBOX?ca={self.ca}{more}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [BINARY, "-F", "-c", str(self.folder / "own.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                self.door().logout()
                return
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.1)
        log = self.folder / "log"
        raise AssertionError(f"Dovecot does not answer: {log.read_text() if log.exists() else 'no log'}")

    def stop(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(timeout=20)
            self.process = None

    def door(self) -> imaplib.IMAP4_SSL:
        """A connection of the test's own."""
        context = ssl.create_default_context(cafile=str(self.ca))
        server = imaplib.IMAP4_SSL("127.0.0.1", self.tls, ssl_context=context, timeout=5)
        server.authenticate("PLAIN", lambda _asked: f"\0{USER}\0{PASSWORD}".encode())
        return server

    def put(self, raw: bytes, at: datetime) -> None:
        """The server takes a message at an instant."""
        server = self.door()
        server.append("INBOX", None, imaplib.Time2Internaldate(at), raw)
        server.logout()

    def lies_there(self) -> int:
        server = self.door()
        _answer, data = server.select("INBOX", readonly=True)
        server.logout()
        return int(data[0])

    def seen(self) -> int:
        server = self.door()
        server.select("INBOX", readonly=True)
        _answer, data = server.search(None, "SEEN")
        server.logout()
        return len(data[0].split())

    def number_anew(self) -> None:
        """What a restored server does: the same messages under a new UIDVALIDITY."""
        listed = self.folder / "mail" / "dovecot-uidlist"
        known = listed.read_text()
        for file in (self.folder / "mail").glob("dovecot*"):
            file.unlink()
        listed.write_text(re.sub(r" V(\d+) ", lambda found: f" V{int(found[1]) + 1000} ", known, count=1))
        os.chown(listed, *_owner(self.folder / "mail"))


def _owner(folder: Path) -> tuple[int, int]:
    known = folder.stat()
    return known.st_uid, known.st_gid


@contextmanager
def dovecot():
    """Start one in a folder of its own, whose name is short enough for sockets; skips where none is installed."""
    if not Path(BINARY).exists():
        pytest.skip("Dovecot is not installed: apt-get install --no-install-recommends dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="hoiam-dovecot-"))
    folder.chmod(0o755)
    try:
        server = _prepared(folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepared(folder: Path) -> Server:
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir(mode=0o755)
    _certificate(folder)
    me = pwd.getpwuid(os.getuid())
    is_root = os.getuid() == 0
    owner = pwd.getpwnam("nobody") if is_root else me
    for name in ("mail", "home"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    server = Server(folder, _free_port(), _free_port())
    config = CONFIG.format(
        folder=folder,
        internal="dovecot" if is_root else me.pw_name,
        login="dovenull" if is_root else me.pw_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        password=PASSWORD,
        plain=server.plain,
        tls=server.tls,
    )
    (folder / "own.conf").write_text(config, encoding="utf-8")
    return server


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
