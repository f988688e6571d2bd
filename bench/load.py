"""What puts load on the site: wrk and pgbench, a client that asks one question
after the other, and a crowd that asks the same thing at the same moment."""
import asyncio
import http.client
import json
import os
import re
import shutil
import ssl
import subprocess
import time
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit

from stage import HERE, TREE

THREADS, CONNECTIONS = 2, 32
STAFF, STARTS = 40, 64  # of the studio "book": book.lua counts the same way
JOBS = ('[{"lane":"live","kind":"live.booking","key":"1"},{"lane":"mail","kind":"mail.booked","key":"1"},'
        '{"lane":"mail","kind":"mail.reminder","key":"2","due_at":"2099-12-02T09:00:00Z"},'
        '{"lane":"mail","kind":"mail.reminder","key":"3","due_at":"2099-12-03T07:00:00Z"}]')

PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
PLAIN.check_hostname = False
PLAIN.verify_mode = ssl.CERT_NONE


class Wrong(Exception):
    """The site answered what it must not: the figure would mean nothing."""


def midnight(days):
    """The first instant of the day so many days from now, UTC (Lisbon's winter)."""
    today = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((today + timedelta(days=days)).timestamp())


def date(days):
    return datetime.fromtimestamp(midnight(days), timezone.utc).strftime("%Y-%m-%d")


def wrk(front, seconds, script, *arguments, headers=()):
    """One round; what wrk counted and what it cost, per request."""
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s",
               "-s", str(HERE / script), *(h for each in headers for h in ("-H", each)),
               front.url, "--", *(str(a) for a in arguments)]
    before = front.burnt()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = front.burnt()
    rows = [r for r in done.stdout.splitlines() if r.startswith('{"requests"')]
    if not rows:
        raise Wrong(done.stdout + done.stderr)
    out = json.loads(rows[0])
    if out["failed"] or not out["requests"]:
        raise Wrong(f"{out['failed']} of {out['requests']} requests failed: {' '.join(command)}")
    out["rate"] = out["requests"] / out["seconds"]
    out["cpu"] = {k: (after[k] - before[k]) / out["requests"] * 1e3 for k in before}
    out["size"] = out["bytes"] / out["requests"]
    return out


class Client:
    """One connection, kept."""

    def __init__(self, port):
        self.http = http.client.HTTPSConnection("127.0.0.1", port, context=PLAIN, timeout=10)

    def ask(self, path, method="GET", body=None, expect=200, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        self.http.request(method, path, body, headers)
        answer = self.http.getresponse()
        text = answer.read()
        if answer.status != expect:
            raise Wrong(f"{method} {path}: {answer.status} {text[:200]}")
        return answer, text


class Changer:
    """Changes what occupies a studio's staff, so that no copy of an answer stands."""

    def __init__(self, base, database):
        self.psql = subprocess.Popen(base.psql(database, "-At"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                     text=True, bufsize=1)

    def change(self, studio):
        self.psql.stdin.write(f"update hora.resource_version set version = version + 1 where resource_id ="
                              f" (select min(id) from hora.resource where studio_id = {studio:d});\n\\echo done\n")
        if self.psql.stdout.readline() != "done\n":
            raise Wrong("psql has ended")

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()


BUMP = """update hora.resource_version set version = version + 1
 where resource_id = (select min(r.id) from hora.resource r join hora.studio s on s.id = r.studio_id where s.slug = '{}');
"""


@contextmanager
def unrest(base, front, studio, often=3000):
    """Meanwhile what occupies a studio's staff changes so often in a second: nothing
    that a program keeps of it stands until the next question."""
    script = front.run / "log/unrest.pgbench"
    script.write_text(BUMP.format(studio))
    pgbench = subprocess.Popen([find_pgbench(), "-n", "-M", "prepared", "-R", str(often), "-T", "3600", "-f", str(script)],
                               env={**os.environ, "PGHOST": f"{base.run}/database", "PGUSER": "postgres",
                                    "PGDATABASE": front.database}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        if pgbench.poll() is not None:
            raise Wrong("pgbench has ended")
    finally:
        pgbench.terminate()
        pgbench.wait()


def statement(store, name, **values):
    """A statement of the store, with pgbench's words in place of $1, $2, …;
    Wrong when those are not as many as it has."""
    text = (TREE / "src/store" / f"{store}.sql").read_text()
    body = re.search(rf"^-- name: {name}\n(.*?)(?=^-- name: |\Z)", text, re.S | re.M).group(1)
    body = "\n".join(line for line in body.splitlines() if line and not line.startswith("--"))
    if missing := set(re.findall(r"\$(\d+)", body)) ^ {name[1:] for name in values}:
        raise Wrong(f"{store}.{name} has other parameters than load.py gives it: {', '.join(sorted(missing))}")
    return re.sub(r"\$(\d+)", lambda m: values[f"p{m.group(1)}"], body)


def numbered(*values):
    return {f"p{i}": v for i, v in enumerate(values, 1)}


def booking_script(whole):
    """The booking transaction as the program sends it, from the program's own
    statements. whole: also what the request reads before and after."""
    staff, start, end = "array[:staff::bigint]", "to_timestamp(:start::float8)", "to_timestamp(:start::float8 + 900)"
    scope, key, none = "'127.0.0.1 /bench'", "concat('pgbench-', :idx::text)", "null"
    email, public = "concat('p', :idx::text, '@example.com')", "lpad(:idx::text, 16, 'p')"
    period = numbered(":studio", staff, "to_timestamp(:start::float8 - 90000)", "to_timestamp(:start::float8 + 90001)")
    facts = [statement("claim", "busy", **period), statement("claim", "away", **period),
             statement("claim", "versions", **numbered(":studio", staff))]
    locked = [
        "begin;",
        statement("actor", "act_as", **numbered("'guest'", "lpad(:idx::text, 32, '0')", "''", "0", ":studio")),
        statement("booking", "idempotency", **numbered(scope, key, "(repeat('x', 120) || :idx::text)", ":studio")),
        statement("booking", "lock", **numbered(":studio", staff, "''")), *facts]
    put = statement("booking", "put", **numbered(
        ":studio", ":studio", none, start, end, "1", "1", staff, f"array[{start}]", f"array[{end}]", "'confirmed'", none,
        public, "concat('token', :idx::text)", "'Bench Client'", email, email, none, "''", "'[]'", "'en'", "4000", "'EUR'",
        "0", none, "'api'", scope, key, ":jobs", "'confirmed'", none))
    before = [statement("studio", "rules", **numbered("'book'"))]
    after = [statement("booking", "card", **numbered(f"array[{public}]", "now()"))]
    trips = [locked, [put, "commit;"]]
    if whole:
        trips = [before, facts, *trips, after]
    # pgbench prepares all at the first statement, which may not be in a pipeline.
    lines = ["\\if :warm = 0", "select 1;", "\\set warm 1", "\\endif",
             "\\set idx :base + :client_id + :n * :clients", "\\set n :n + 1",
             f"\\set staff 900101 + :idx % {STAFF}", f"\\set turn :idx / {STAFF}",
             f"\\set start :first + :turn / {STARTS} * 86400 + 21600 + :turn % {STARTS} * 900"]
    for trip in trips:
        lines += ["\\startpipeline", *trip, "\\endpipeline"]
    return "\n".join(lines) + "\n"


def find_pgbench():
    return shutil.which("pgbench") or str(next(Path("/usr/lib/postgresql/15/bin").glob("pgbench")))


def pgbench(base, front, seconds, clients, first, number, whole, folder):
    """One round of bookings without HTTP; bookings a second, and how many."""
    script = Path(folder) / f"booking-{'whole' if whole else 'transaction'}.pgbench"
    script.write_text(booking_script(whole))
    values = {"studio": 900001, "base": number, "first": first, "clients": clients, "n": 0, "warm": 0, "jobs": JOBS}
    command = [find_pgbench(), "-n", "-M", "prepared", "-c", str(clients), "-j", str(THREADS), "-T", str(seconds),
               "-f", str(script), *(f"-D{k}={v}" for k, v in values.items())]
    done = subprocess.run(command, capture_output=True, text=True, env=base.as_booking(front.database))
    tps = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
    if done.returncode or not tps or "failed transactions: 0 " not in done.stdout:
        raise Wrong(done.stdout + done.stderr)
    # Clients take starts by turns of their own, so those ahead leave gaps behind.
    return float(tps.group(1)), int(float(tps.group(1)) * seconds * 1.3) + 1000


def book_somebody(address):
    """Books the first start on offer at ./run's own clinic."""
    site = urlsplit(address)
    client = Client(site.port)
    path = f"/api/v1/studios/ribeira/slots?service=fisioterapia&from={date(1)}&to={date(20)}"
    slots = json.loads(client.ask(path)[1])["slots"]
    terms = json.loads(client.ask("/api/v1/studios/ribeira")[1])["terms"]["version"]
    wish = {"service": "fisioterapia", "start": slots[0]["start"], "terms": terms,
            "customer": {"name": "Bench Client", "email": "bench@example.com"}}
    client.ask("/api/v1/studios/ribeira/bookings", "POST", json.dumps(wish), 201, Content_Type="application/json")


async def arrive(front):
    return await asyncio.open_connection("127.0.0.1", front.port, ssl=PLAIN)


async def post(line, body):
    reader, writer = line
    head = ("POST /api/v1/studios/book/bookings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n")
    began = time.perf_counter()
    writer.write((head + body).encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    took = time.perf_counter() - began
    length = int(re.search(rb"content-length: (\d+)", answer.lower()).group(1))
    await reader.readexactly(length)
    return int(answer.split()[1]), took


async def race(front, clients, rounds, first, tell):
    """All clients want one start, round after round, each time another one.
    Tells what each round came to: winners, refusals, others, the slowest."""
    lines = await asyncio.gather(*(arrive(front) for _ in range(clients)))
    outcomes = []
    for n in range(rounds):
        start = datetime.fromtimestamp(first + n // STARTS * 86400 + 21600 + n % STARTS * 900, timezone.utc)
        bodies = [json.dumps({"service": "visit", "staff": "r1", "start": start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                              "customer": {"name": "Racer", "email": f"racer{i}@example.com"}})
                  for i in range(clients)]
        answers = await asyncio.gather(*(post(line, body) for line, body in zip(lines, bodies)))
        count = {s: sum(1 for a, _ in answers if a == s) for s in (201, 409)}
        outcomes.append((count[201], count[409], clients - count[201] - count[409], max(t for _, t in answers)))
        tell(n + 1, rounds)
    for _, writer in lines:
        writer.transport.abort()
    return outcomes
