"""A quick SMTP server in a process of its own, which keeps a line for every message it took.

`python sink.py FOLDER [PORT]` writes its port into `FOLDER/port` and each message taken into `FOLDER/taken`
(recipient, Message-ID, seconds), before it says so. By the recipient's address it misbehaves:

- `nobody…` is refused (550), `later…` put off (451), `dies…` ends the connection within DATA,
- a domain beginning with `slow` is thought about for `SLOW` seconds,
- `half…` ends the connection after it has taken the message, without an answer.

`FOLDER/most` (a number) bounds the connections; further ones hear 421.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

SLOW = 4.0


class Session(asyncio.Protocol):
    """One connection."""

    open_now = 0
    most_seen = 0

    def __init__(self, folder: Path, taken, most: int) -> None:
        self.folder, self.taken, self.most = folder, taken, most
        self.waiting, self.recipient, self.is_data = b"", "", False

    def connection_made(self, transport) -> None:
        self.transport = transport
        Session.open_now += 1
        Session.most_seen = max(Session.most_seen, Session.open_now)
        if Session.open_now > self.most:
            self.say("421 too many connections")
            transport.close()
        else:
            self.say("220 sink ESMTP")

    def connection_lost(self, _fault) -> None:
        Session.open_now -= 1

    def say(self, line: str) -> None:
        self.transport.write(line.encode() + b"\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while self.waiting:
            end = b"\r\n.\r\n" if self.is_data else b"\r\n"
            line, found, rest = self.waiting.partition(end)
            if not found:
                return
            self.waiting = rest
            if self.is_data:
                self.is_data = False
                self.take(line)
            else:
                self.obey(line.decode("latin-1"))

    def obey(self, line: str) -> None:
        word = line[:4].upper()
        if word == "EHLO":
            self.say("250-sink\r\n250-8BITMIME\r\n250 SIZE 50000000")
        elif word == "RCPT":
            self.recipient = line[line.index("<") + 1 : line.rindex(">")]
            self.judge()
        elif word == "DATA":
            if self.recipient.startswith("dies"):
                self.transport.abort()
                return
            self.is_data = True
            self.say("354 go on")
        elif word == "QUIT":
            self.say("221 bye")
            self.transport.close()
        else:
            self.say("250 well")

    def judge(self) -> None:
        if self.recipient.startswith("nobody"):
            self.say("550 no such mailbox")
        elif self.recipient.startswith("later"):
            self.say("451 try again")
        elif "@slow" in self.recipient:
            asyncio.get_running_loop().call_later(SLOW, self.say, "250 well")
        else:
            self.say("250 well")

    def take(self, message: bytes) -> None:
        head = message.partition(b"\r\n\r\n")[0]
        found = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
        number = found[0].partition(b":")[2].strip().decode()
        self.taken.write(f"{self.recipient}\t{number}\t{time.time():.4f}\n")
        self.taken.flush()
        if self.recipient.startswith("half"):
            self.transport.abort()
            return
        self.say("250 taken")


async def serve(folder: Path, port: int) -> None:
    most = int((folder / "most").read_text()) if (folder / "most").exists() else 1_000
    with (folder / "taken").open("a") as taken:
        server = await asyncio.get_running_loop().create_server(
            lambda: Session(folder, taken, most), "127.0.0.1", port
        )
        port = server.sockets[0].getsockname()[1]
        (folder / "port.new").write_text(str(port))
        os.replace(folder / "port.new", folder / "port")
        await server.serve_forever()


class Sink:
    """The server as those who started it see it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"smtp://127.0.0.1:{(folder / 'port').read_text()}?from=desk@desk.example"

    def taken(self) -> list[tuple[str, str, float]]:
        """(recipient, Message-ID, seconds since 1970) of each message, in order."""
        lines = (self.folder / "taken").read_text().splitlines()
        return [(to, number, float(at)) for to, number, at in (line.split("\t") for line in lines)]

    def count(self) -> int:
        return (self.folder / "taken").read_bytes().count(b"\n")


@contextlib.contextmanager
def sink(folder: Path, *, most: int | None = None) -> Iterator[Sink]:
    """A server of its own in this folder, until the end."""
    folder.mkdir(parents=True, exist_ok=True)
    if most is not None:
        (folder / "most").write_text(str(most))
    process = subprocess.Popen([sys.executable, __file__, str(folder)])
    try:
        until = time.monotonic() + 30
        while not (folder / "port").exists():
            assert process.poll() is None and time.monotonic() < until, "the sink did not start"
            time.sleep(0.02)
        yield Sink(folder)
    finally:
        process.kill()
        process.wait(timeout=10)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0))
