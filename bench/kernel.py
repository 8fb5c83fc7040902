"""Measures one kernel through jupyter_client; prints JSON. Called by bench/kernel.ts.

usage: kernel.py NAME LANGUAGE ROUNDS      (LANGUAGE: typescript or python)
"""
import json
import os
import statistics
import sys
import time
from queue import Empty

from jupyter_client.manager import KernelManager

NAME, LANGUAGE, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
TS = LANGUAGE == "typescript"
LIBRARY = "import * as nn from '@gradbook/nn'" if TS else "import json as nn"


def milliseconds(start):
    return (time.perf_counter() - start) * 1000


def summary(samples):
    ordered = sorted(samples)
    return {
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 2),
        "samples": len(ordered),
    }


def resident(pid):
    """Megabytes of a process; its threads share them."""
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmRSS"):
                return round(int(line.split()[1]) / 1024, 1)


class Bench:
    lost = 0

    def start(self):
        began = time.perf_counter()
        self.manager = KernelManager(kernel_name=NAME)
        self.manager.start_kernel(stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))
        self.client = self.manager.client()
        self.client.start_channels()
        while True:
            self.client.kernel_info()
            try:
                self.client.get_shell_msg(timeout=0.05)
                break
            except Empty:
                pass
        took = milliseconds(began)
        self.client.wait_for_ready(timeout=60)
        return took

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def reply(self, id, timeout=60):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == id:
                return message["content"]

    def idle(self, id, seen=None, timeout=5, patient=False):
        """Waits for idle; returns the time of the first stream and the text."""
        first, text = None, []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=timeout)
            except Empty:
                if patient:
                    raise
                self.lost += 1  # the kernel never said that it was done
                return first, "".join(text)
            if message["parent_header"].get("msg_id") != id:
                continue
            if message["msg_type"] == "stream":
                first = first or time.perf_counter()
                text.append(message["content"]["text"])
                if seen:
                    seen(message)
            if message["content"].get("execution_state") == "idle":
                return first, "".join(text)

    def cell(self, code):
        began = time.perf_counter()
        id = self.client.execute(code)
        self.reply(id)
        took = milliseconds(began)
        lost = self.lost
        self.idle(id)
        return milliseconds(began) if lost == self.lost else took

    def ask(self, method, *arguments):
        began = time.perf_counter()
        self.reply(getattr(self.client, method)(*arguments))
        return milliseconds(began)

    def busy(self, code, act):
        """Starts a cell that prints 'ready', and acts when it does."""
        id = self.client.execute(code)
        done = []

        def seen(_message):
            if not done:
                done.append(act())

        self.idle(id, seen, timeout=8, patient=True)
        self.reply(id)
        if not done:
            raise Empty  # it ended without having printed
        return done[0]


def interrupts(bench):
    ready = "console.log('ready');" if TS else "print('ready', flush=True)"
    kinds = (
        {
            "loop": f"{ready} while (true) {{}}",
            "promise": f"{ready} await new Promise(() => {{}})",
            "timer loop": f"{ready} while (true) await new Promise((done) => setTimeout(done, 1))",
            "blocking wait": f"{ready} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
            "regular expression": f"{ready} /(a+)+b/.test('a'.repeat(60))",
        }
        if TS
        else {"loop": f"{ready}\nwhile True: pass", "blocking wait": f"{ready}\nimport time\ntime.sleep(60)"}
    )
    result = {}
    for kind, code in kinds.items():
        samples = []
        try:
            for _ in range(5):
                began = []
                def act():
                    began.append(time.perf_counter())
                    bench.manager.interrupt_kernel()
                bench.busy(code, act)
                samples.append(milliseconds(began[0]))
            result[kind] = summary(samples)
        except Empty:
            result[kind] = None  # never stopped
            bench.stop()
            bench.start()
    return result


def measure():
    bench = Bench()
    starts = [bench.start()]
    for _ in range(ROUNDS - 1):
        bench.stop()
        starts.append(bench.start())
    result = {"start": summary(starts)}
    variable = (lambda n: f"const v{n} = {n} * 2; v{n}") if TS else (lambda n: f"v{n} = {n} * 2; v{n}")
    first = bench.cell("1")
    cells = [bench.cell(variable(n)) for n in range(200)]
    result["first cell"] = round(first, 2)
    result["cell 1-10"] = summary(cells[:10])
    result["cell 191-200"] = summary(cells[190:])
    result["resident MB after 200 cells"] = resident(bench.manager.provisioner.pid)
    if NAME == "gradbook":
        bench.cell(LIBRARY)
        library = [bench.cell(f"const o{n} = new nn.SGD({{ learningRate: 0.{n + 1} }}); o{n}.name") for n in range(20)]
        result["library cell"] = summary(library)
    code = "const listed = [1, 2]" if TS else "listed = [1, 2]"
    bench.cell(code)
    bench.ask("complete", "listed.", 7)
    result["completion"] = summary([bench.ask("complete", "listed.", 7) for _ in range(20)])
    result["inspection"] = summary([bench.ask("inspect", "listed", 3) for _ in range(20)])
    lines = "for (let i = 0; i < 100000; i++) console.log(i)" if TS else "for i in range(100000): print(i)"
    for _ in range(3):
        began = time.perf_counter()
        id = bench.client.execute(lines)
        first, text = bench.idle(id)
        whole = milliseconds(began)
        bench.reply(id)
    result["first line of a flood"] = round((first - began) * 1000, 2)
    result["100,000 lines"] = round(whole, 1)
    result["lines lost"] = 100000 - len(text.splitlines())
    result["idle messages lost"] = bench.lost
    result["interrupt to idle"] = interrupts(bench)
    if TS:
        loop = "console.log('ready'); while (true) {}"
        def during():
            taken = [bench.ask("complete", "listed.", 7) for _ in range(20)]
            bench.manager.interrupt_kernel()
            return summary(taken)
        try:
            result["completion while a cell loops"] = bench.busy(loop, during)
        except Empty:
            result["completion while a cell loops"] = None
    bench.stop()
    return result


print(json.dumps(measure()))
os._exit(0)
