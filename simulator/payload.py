"""The parameters of a call as they come over the wire: query, form, multipart or JSON."""

from __future__ import annotations

import json
from typing import Any, cast
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from simulator.errors import bad_request
from simulator.model import Json
from simulator.schema import Upload


async def request_parameters(request: web.Request) -> Json:
    """What a call carries, from the query and the body, still unchecked. ApiError 400 for an unreadable body."""
    params: Json = dict(request.query) if request.query_string else {}
    if not request.body_exists:
        return params
    kind = request.content_type
    if kind == "application/json":
        return {**params, **_json_object(await request.read() or b"{}")}
    if kind == "application/x-www-form-urlencoded":
        return {**params, **cast("dict[str, Any]", dict(await request.post()))}
    if kind == "multipart/form-data":
        return {**params, **await _multipart(await request.multipart())}
    if await request.read():
        raise bad_request(f"unsupported content type {kind}")
    return params


async def response_call(response: ClientResponse) -> Json:
    """The call that a webhook put into its response, empty if it put none there. ApiError 400 if unreadable."""
    kind = response.content_type
    if kind == "multipart/form-data":
        return await _multipart(MultipartReader(response.headers, response.content))
    body = await response.read()
    if not body.strip():
        return {}
    if kind == "application/json":
        return _json_object(body)
    if kind == "application/x-www-form-urlencoded":
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return {}


def _json_object(body: bytes) -> Json:
    try:
        value = json.loads(body)
    except ValueError:
        raise bad_request("can't parse the body as JSON") from None
    if not isinstance(value, dict):
        raise bad_request("the body must be a JSON object")
    return value


async def _multipart(reader: MultipartReader) -> Json:
    params: Json = {}
    try:
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise bad_request("can't parse the multipart body")
            data = bytes(await part.read(decode=False))
            if part.filename is None:
                params[part.name] = data.decode()
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                params[part.name] = Upload(part.filename, data, mime)
    except ValueError:
        raise bad_request("can't parse the multipart body") from None
    return params
