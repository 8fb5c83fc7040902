"""Runs a cell through the workbook's server as a Python program does: REST with requests, the channels with tornado,
messages made and read by jupyter_client's Session. Prints what came back, as JSON."""

import asyncio
import json
import struct
import sys
from urllib.parse import urlsplit

import requests
from jupyter_client.session import Session
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

BINARY = "v1.kernel.websocket.jupyter.org"


def to_binary(channel, message):
    parts = [channel.encode()] + [
        json.dumps(message[name], default=str).encode() for name in ("header", "parent_header", "metadata", "content")
    ]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def from_binary(data):
    (count,) = struct.unpack_from("<Q", data)
    offsets = struct.unpack_from(f"<{count}Q", data, 8)
    parts = [data[start:end] for start, end in zip(offsets, offsets[1:])]
    names = ("header", "parent_header", "metadata", "content")
    return {"channel": parts[0].decode(), **{name: json.loads(part) for name, part in zip(names, parts[1:5])}}


async def run(origin, token, kernel, code, binary):
    session = Session()
    request = HTTPRequest(
        f"{origin.replace('http', 'ws', 1)}/api/kernels/{kernel}/channels?session_id={session.session}",
        headers={"Authorization": f"token {token}"},
    )
    socket = await websocket_connect(request, subprotocols=[BINARY] if binary else None)
    message = session.msg(
        "execute_request",
        {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        },
    )
    if binary:
        await socket.write_message(to_binary("shell", message), binary=True)
    else:
        await socket.write_message(json.dumps({**message, "channel": "shell"}, default=str))
    result = status = None
    idle = False
    while status is None or not idle:
        data = await asyncio.wait_for(socket.read_message(), 60)
        if data is None:
            raise RuntimeError("the server closed the socket")
        heard = from_binary(data) if binary else json.loads(data)
        if heard["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        kind, content = heard["header"]["msg_type"], heard["content"]
        if kind == "execute_result":
            result = content["data"]["text/plain"]
        elif kind == "execute_reply":
            status = content["status"]
        elif kind == "status":
            idle = content["execution_state"] == "idle"
    subprotocol = socket.selected_subprotocol
    socket.close()
    return {"result": result, "status": status, "subprotocol": subprotocol}


async def main(link, kernel_name, code):
    parts = urlsplit(link)
    origin, token = f"{parts.scheme}://{parts.netloc}", parts.query.removeprefix("token=")
    headers = {"Authorization": f"token {token}"}
    started = requests.post(f"{origin}/api/kernels", headers=headers, json={"name": kernel_name}, timeout=60)
    started.raise_for_status()
    kernel = started.json()["id"]
    try:
        answers = {
            "json": await run(origin, token, kernel, code, binary=False),
            "binary": await run(origin, token, kernel, code, binary=True),
        }
    finally:
        requests.delete(f"{origin}/api/kernels/{kernel}", headers=headers, timeout=60).raise_for_status()
    print(json.dumps(answers))


asyncio.run(main(*sys.argv[1:]))
