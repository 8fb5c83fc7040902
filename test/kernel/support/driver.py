"""Starts a kernel with jupyter_client and does what it is told, one JSON command a line; one JSON answer a line.

A client that this project did not write: the tests see the kernel as any Jupyter front end does.
"""
import json
import os
import subprocess
import sys
import time
from queue import Empty

from jupyter_client.manager import KernelManager

LIMIT = 40  # seconds, for a cell; far more than any needs


def plain(message):
    return {
        "type": message["msg_type"],
        "parent": message["parent_header"].get("msg_id"),
        "parentType": message["parent_header"].get("msg_type"),
        "content": message["content"],
        "metadata": message["metadata"],
        "buffers": [bytes(each).hex() for each in message["buffers"]],
    }


class Driver:
    def __init__(self):
        self.manager = KernelManager(kernel_name=os.environ["KERNEL_NAME"])
        self.client = None

    def start(self, cwd):
        self.manager.start_kernel(cwd=cwd, stdout=subprocess.DEVNULL)
        self.connect()
        return {"pid": self.manager.provisioner.pid}

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=30)

    def execute(self, code, options, answers, steps):
        """Executes; each step acts once its text was seen on a stream; answers go to input requests."""
        client = self.client
        id = client.execute(code, **options)
        seen, messages, replies, pending, asked = "", [], {}, {}, []
        idle = False
        deadline = time.monotonic() + LIMIT
        while not (idle and id in replies and all(each in replies for each in pending)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"no reply and idle after {LIMIT} s: {messages[-3:]} {replies}")
            for channel in ("iopub", "shell", "stdin"):
                try:
                    message = getattr(client, f"get_{channel}_msg")(timeout=0.005)
                except Empty:
                    continue
                if channel == "shell":
                    replies[message["parent_header"]["msg_id"]] = plain(message)
                elif channel == "stdin":
                    asked.append(plain(message))
                    client.input(answers.pop(0))
                elif message["parent_header"].get("msg_id") == id:
                    messages.append(plain(message))
                    if message["msg_type"] == "stream":
                        seen += message["content"]["text"]
                    idle = idle or message["content"].get("execution_state") == "idle"
            while steps and steps[0]["seen"] in seen:
                step = steps.pop(0)
                if step["do"] == "interrupt":
                    self.manager.interrupt_kernel()
                else:
                    pending[getattr(client, step["do"])(**step.get("with", {}))] = step["do"]
            if not self.manager.is_alive():
                return {"died": True, "messages": messages}
        side = [replies[each] for each in pending]
        return {"reply": replies[id], "messages": messages, "asked": asked, "side": side}

    def queue(self, codes, options):
        """Sends several cells at once and collects their replies in order."""
        ids = [self.client.execute(code, **options) for code in codes]
        replies = {}
        while not all(id in replies for id in ids):
            message = self.client.get_shell_msg(timeout=30)
            replies[message["parent_header"]["msg_id"]] = plain(message)
        return {"replies": [replies[id] for id in ids]}

    def ask(self, method, options):
        """One request on the shell or control channel that gets a reply."""
        id = getattr(self.client, method)(**options)
        channel = "control" if method == "shutdown" else "shell"
        while True:
            message = getattr(self.client, f"get_{channel}_msg")(timeout=30)
            if message["parent_header"].get("msg_id") == id:
                return {"reply": plain(message)}

    def send(self, type, content, buffers, wait):
        """A message of any type on the shell channel; gives what iopub says until idle."""
        client = self.client
        message = client.session.msg(type, content)
        client.session.send(client.shell_channel.socket, message, buffers=[bytes.fromhex(each) for each in buffers])
        messages = []
        while wait:
            got = client.get_iopub_msg(timeout=30)
            if got["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                messages.append(plain(got))
                wait = got["content"].get("execution_state") != "idle"
        return {"messages": messages}

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=False)
        self.connect()
        return {}

    def alive(self):
        return {"alive": self.manager.is_alive(), "heartbeat": self.client.hb_channel.is_beating()}

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()
        return {"alive": self.manager.is_alive()}


driver = Driver()
for line in sys.stdin:
    command = json.loads(line)
    try:
        answer = getattr(driver, command["do"])(**command["with"])
    except Exception as error:  # reported to the test, which fails with it
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer, default=str), flush=True)
os._exit(0)  # without jupyter_client's complaints about its own order of destruction
