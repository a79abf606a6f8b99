"""What is kept of persons is sealed: encrypted and signed, with keys that can be changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class BadKey(ValueError):
    """A text with no key in it, or one that is none; the message says which line and how to make one."""


class Sealed(Exception):
    """Bytes that none of the keys opens."""


class Vault:
    """Seals with the first key, opens with any: put a new key before the old ones to change it."""

    def __init__(self, keys: MultiFernet) -> None:
        self._keys = keys

    def seal(self, plain: bytes) -> bytes:
        """Encrypt (Fernet: AES-128-CBC and HMAC-SHA256)."""
        return self._keys.encrypt(plain)

    def open(self, sealed: bytes) -> bytes:
        """Decrypt what `seal` gave. Raises Sealed when no key fits or a byte was changed."""
        try:
            return self._keys.decrypt(bytes(sealed))
        except InvalidToken:
            raise Sealed("none of the keys opens this") from None

    def renew(self, sealed: bytes) -> bytes:
        """The same, sealed with the first key. Raises Sealed."""
        try:
            return self._keys.rotate(bytes(sealed))
        except InvalidToken:
            raise Sealed("none of the keys opens this") from None

    def seal_values(self, values: Mapping[str, Any]) -> bytes | None:
        """Seal answers; None for none."""
        return self.seal(json.dumps(values, ensure_ascii=False).encode()) if values else None

    def open_values(self, sealed: bytes | None) -> dict[str, Any]:
        """The answers that `seal_values` sealed. Raises Sealed."""
        return dict(json.loads(self.open(sealed))) if sealed is not None else {}


def vault_of(text: str) -> Vault:
    """A vault with the keys of a text, one a line, the newest first; lines with # are notes. Raises BadKey."""
    lines = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1)]
    keys = [(n, line) for n, line in lines if line and not line.startswith("#")]
    if not keys:
        raise BadKey("there is no key in it")
    return Vault(MultiFernet([_key(n, line) for n, line in keys]))


def new_key() -> str:
    """A new key, as a line of the key file."""
    return Fernet.generate_key().decode()


def _key(line: int, text: str) -> Fernet:
    try:
        return Fernet(text)
    except ValueError:
        raise BadKey(f"line {line} is no key (32 random bytes in URL-safe base64)") from None


if __name__ == "__main__":
    print(new_key())  # noqa: T201  a key is made once, by the operator, and goes into a file
