"""Files that were sent: kept in memory, found by identifier or path."""

from __future__ import annotations

import mimetypes
import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from simulator.errors import bad_request

Recording = Literal["voice", "audio", "video", "video_note"]
RECORDINGS: tuple[Recording, ...] = ("voice", "audio", "video", "video_note")
FileKind = Literal["photo", "document", "sticker"] | Recording
LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "audio": "music",
    "video": "videos",
    "video_note": "video_notes",
    "sticker": "stickers",
}
_PREFIXES = {
    "photo": "AgACAgIAAxk",
    "document": "BQACAgIAAxk",
    "voice": "AwACAgIAAxk",
    "audio": "CQACAgIAAxk",
    "video": "BAACAgIAAxk",
    "video_note": "DQACAgIAAxk",
    "sticker": "CAACAgIAAxk",
}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file and how it is called; `width` and `height` in pixels, 0 for what is no picture."""

    id: str
    unique_id: str
    kind: FileKind
    path: str
    name: str
    mime: str
    data: bytes
    width: int = 0
    height: int = 0

    def as_file(self) -> dict[str, Any]:
        """The File object."""
        answer = {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        return {**answer, "file_path": self.path}

    def content(self) -> dict[str, Any]:
        """The part of a Message that shows the file."""
        base: dict[str, Any] = {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }
        if self.kind == "photo":
            return {"photo": _sizes(base, self.width, self.height)}
        if self.kind == "document":
            return {"document": {**base, "file_name": self.name, "mime_type": self.mime}}
        if self.kind in ("voice", "audio"):
            return {self.kind: {**base, "duration": 3, "mime_type": self.mime}}
        if self.kind == "video":
            return {"video": {**base, "width": 640, "height": 360, "duration": 3, "mime_type": self.mime}}
        if self.kind == "video_note":
            return {"video_note": {**base, "length": 240, "duration": 3}}
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": {**base, **sticker, "emoji": "👍"}}


class FileStore:
    """All files of a simulation."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(
        self, kind: FileKind, data: bytes, name: str, mime: str | None = None, checked: bool = False
    ) -> StoredFile:
        """Keep a file. With `checked`, a photo that is no picture is refused as the server does (ApiError 400)."""
        if not data:
            raise bad_request("file must be non-empty")
        number = len(self._by_id) + 1
        size = picture_size(data) if kind == "photo" else (0, 0)
        if kind == "photo":
            if checked and size is None:
                raise bad_request("IMAGE_PROCESS_FAILED")
            if checked and len(data) > LARGEST_PHOTO:
                raise bad_request("file is too big for a photo")
            if checked and size and (sum(size) > 10_000 or max(size) > 20 * max(1, min(size))):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
        extension = ".jpg" if kind == "photo" else "." + name.rpartition(".")[2] if "." in name else ""
        digest = sha256(data).hexdigest()
        width, height = size or (1280, 960)
        stored = StoredFile(
            id=f"{_PREFIXES[kind]}{number:06d}{digest[:24]}",
            unique_id=f"AQAD{digest[:12]}",
            kind=kind,
            path=f"{_FOLDERS[kind]}/file_{number}{extension}",
            name=name,
            mime=mime or mimetypes.guess_type(name)[0] or "application/octet-stream",
            data=data,
            width=width,
            height=height,
        )
        self._by_id[stored.id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this identifier; a thumbnail's identifier finds its photo."""
        return self._by_id.get(file_id.removesuffix("-s"))

    def by_path(self, path: str) -> StoredFile | None:
        """The file with this path."""
        return self._by_path.get(path)

    def lose(self, file_id: str) -> None:
        """The bytes are gone, though getFile still tells their path."""
        del self._by_path[self._by_id[file_id.removesuffix("-s")].path]


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or BMP in pixels; None for anything else."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data[:6] in (b"GIF87a", b"GIF89a") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data[:2] == b"BM" and len(data) >= 26:
        width, height = struct.unpack("<ii", data[18:26])
        return width, abs(height)
    return _jpeg_size(data) if data[:2] == b"\xff\xd8" else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(data[position + 2 : position + 4])
    return None


def _sizes(base: dict[str, Any], width: int, height: int) -> list[dict[str, Any]]:
    """A thumbnail and the full size, smallest first, as Telegram lists them."""
    full = {**base, "width": width, "height": height}
    scale = 90 / max(width, height, 1)
    if scale >= 1:
        return [full]
    small = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
    return [
        {**base, "file_id": base["file_id"] + "-s", "file_unique_id": base["file_unique_id"] + "s", **small},
        full,
    ]
