"""The rows of the table: each measures one thing, several times in turn with
what it is compared with, and answers one or more figures."""
import asyncio
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urljoin

import load
from load import Wrong, date, midnight
from stage import RESPONDERS, TREE, free_port, private_memory


class Figure:
    def __init__(self, what, value, sense, goal, unit="", detail=None):
        self.what, self.value, self.sense, self.goal = what, value, sense, goal
        self.unit, self.detail = unit, detail or {}

    @property
    def reached(self):
        """Whether the goal is; None where it is told for its own sake."""
        if self.sense is None:
            return None
        return self.value >= self.goal if self.sense == ">=" else self.value <= self.goal

    @property
    def margin(self):
        """1 = just reached, 2 = twice as good as asked for."""
        if self.sense == ">=":
            return self.value / self.goal
        return self.goal / self.value if self.value else 10.0


DAY = "/api/v1/studios/day-1/slots?service=visit"


class Bench:
    """What the rows share: the site, how long to measure, and what is used up."""

    def __init__(self, base, args, say):
        self.base, self.args, self.say = base, args, say
        self.rounds = 3 if args.quick else 5
        self.seconds = 1 if args.quick else 2
        self.repeated = 0  # rounds in which something failed
        self.grown = False  # the cost among few claims is told already
        self.asked = {}   # questions put to a front, each new
        self.booked = {}  # starts used up on a database, over HTTPS and not

    def take(self, counts, front, many):
        at = counts.get(front.database, 0)
        counts[front.database] = at + many
        return at

    def unseen(self, front):
        out = load.wrk(front, self.seconds, "get.lua", DAY, midnight(2), self.asked.get(front.database, 0))
        self.take(self.asked, front, out["requests"] + 1000)
        return out

    def unrest(self, front):
        with load.unrest(self.base, front, "day-1"):
            return self.unseen(front)

    def book(self, front):
        at = self.booked.get((front.database, "https"), 0)
        out = load.wrk(front, self.seconds, "book.lua", midnight(3), at)
        self.booked[front.database, "https"] = at + out["used"] + 100
        return out

    def pgbench(self, front, clients, whole):
        at = self.booked.get((front.database, "pgbench"), 0)
        tps, used = load.pgbench(self.base, front, self.seconds, clients, midnight(150), at, whole,
                                 front.run / "log")
        self.booked[front.database, "pgbench"] = at + used
        return tps

    def alternate(self, what, measures):
        """Rounds of all measures in turn, forwards and backwards; the lists."""
        out = {name: [] for name in measures}
        for n in range(self.rounds):
            names = list(measures) if n % 2 == 0 else list(measures)[::-1]
            for name in names:
                self.say(f"{what}: round {n + 1} of {self.rounds}, {name}")
                out[name].append(self.measured(measures[name]))
        return out

    def measured(self, measure, tries=3):
        """A round without a failure. One with failures is no figure: it is
        repeated, which the result tells, and at last given up."""
        for left in reversed(range(tries)):
            try:
                return measure()
            except Wrong as wrong:
                if not left:
                    raise
                self.repeated += 1
                self.say(f"again, for this failed: {str(wrong).strip()[-600:]}")
        return None


def ratio(ones, others, key=lambda x: x["rate"]):
    """The median of the rounds' ratios: what disturbs a round disturbs both."""
    return median(key(a) / key(b) for a, b in zip(ones, others))


def middle(rounds, part):
    return median(part(r) for r in rounds)


def day(bench, front):
    """One day's starts, against an empty answer."""
    path = f"{DAY}&from={date(3)}&to={date(4)}"
    client = load.Client(front.port)
    for _ in range(60):
        answer, _ = client.ask(path)
    tag = answer.getheader("ETag")
    client.ask(path, expect=304, If_None_Match=tag)
    rounds = bench.alternate("day", {
        "empty": lambda: load.wrk(front, bench.seconds, "get.lua", "/bench/empty"),
        "seen": lambda: load.wrk(front, bench.seconds, "get.lua", path),
        "unseen": lambda: bench.unseen(front),
        "304": lambda: load.wrk(front, bench.seconds, "get.lua", path, headers=[f"If-None-Match: {tag}"]),
    })
    client = load.Client(front.port)
    client.ask(path, expect=304, If_None_Match=tag)
    sizes = {k: middle(v, lambda r: r["size"]) for k, v in rounds.items()}
    if not sizes["304"] < sizes["seen"] - 300 or not sizes["unseen"] > sizes["304"] + 300:
        raise Wrong(f"answers have odd sizes: {sizes}")
    # Last, since the asker's copy does not survive it.
    rounds |= bench.alternate("day", {"unrest": lambda: bench.unrest(front)})
    detail = {k: {"per_second": round(middle(v, lambda r: r["rate"])), "p50_ms": middle(v, lambda r: r["p50"]),
                  "p99_ms": middle(v, lambda r: r["p99"]),
                  "cpu_ms": {p: middle(v, lambda r, p=p: r["cpu"][p]) for p in v[0]["cpu"]}}
              for k, v in rounds.items()}
    goals = (("seen before", "seen", .55), ("not seen before", "unseen", .4), ("304", "304", .58))
    out = [Figure(f"a day's starts, 5 staff, {name}", ratio(rounds[key], rounds["empty"]), ">=", goal,
                  "× an empty answer", {key: detail[key], "empty": detail["empty"]}) for name, key, goal in goals]
    empty = middle(rounds["empty"], lambda r: r["cpu"]["responder"] + r["cpu"]["nginx"])
    anew = middle(rounds["unrest"], lambda r: r["cpu"]["responder"] + r["cpu"]["database"])
    return out + [Figure("CPU of an empty answer: responder, nginx, TLS", empty, None, 0, "ms"),
                  Figure("CPU of a day's starts not seen before, what occupies its staff read anew", anew, None, 0,
                         "ms responder and database", {"unrest": detail["unrest"]})]


def cost(claims, rounds):
    """CPU per answer, never seen before."""
    parts = {p: middle(rounds, lambda r, p=p: r["cpu"][p]) for p in rounds[0]["cpu"]}
    both = middle(rounds, lambda r: r["cpu"]["responder"] + r["cpu"]["database"])
    return [Figure(f"CPU of a day's starts never seen, {claims} claims", both, "<=", .12, "ms responder and database", parts),
            Figure(f"the same with nginx and TLS, {claims} claims", both + parts["nginx"], "<=", .17, "ms", parts)]


def month(bench, front):
    """A month for anyone of 20 staff and 5 rooms, against a day of one of them."""
    client, changer = load.Client(front.port), load.Changer(bench.base, front.database)
    first = date(5)
    # The first month that lies wholly within what the data set fills.
    whole = next(date(d) for d in range(2, 40) if date(d).endswith("-01"))[:7]
    many = 40 if bench.args.quick else 200

    def ask(studio, number, path):
        def measure():
            before = front.burnt()
            for _ in range(many):
                changer.change(number)
                client.ask(f"/api/v1/studios/{studio}/{path}")
            after = front.burnt()
            return {k: (after[k] - before[k]) / many * 1e3 for k in before}
        return measure

    one_day = f"slots?service=visit&staff=r1&from={first}&to={date(6)}"
    all_month = f"days?service=visit&month={whole}"
    try:
        rounds = bench.alternate("month", {
            "day, full": ask("full", 900002, one_day), "month, full": ask("full", 900002, all_month),
            "day, empty": ask("empty", 900003, one_day), "month, empty": ask("empty", 900003, all_month)})
    finally:
        changer.close()
    whole_cost = lambda r: r["responder"] + r["database"]
    out = []
    for kind, goal in (("full", 25), ("empty", 8)):
        pair = rounds[f"month, {kind}"], rounds[f"day, {kind}"]
        detail = {n: {k: middle(r, lambda x, k=k: x[k]) for k in r[0]} for n, r in zip(("month", "day"), pair)}
        out.append(Figure(f"a month for anyone of 20 staff and 5 rooms, {kind} calendars", ratio(*pair, whole_cost),
                          "<=", goal, "× the CPU of one staff-day", detail))
    return out


def booking(bench, front):
    """Creating bookings over HTTPS, against pgbench."""
    rounds = bench.alternate("booking", {
        "https": lambda: bench.book(front),
        "pgbench": lambda: {"rate": bench.pgbench(front, RESPONDERS, False)},
        "pgbench, with the reads around": lambda: {"rate": bench.pgbench(front, RESPONDERS, True)}})
    rate = {k: round(middle(v, lambda r: r["rate"])) for k, v in rounds.items()}
    detail = {"per_second": rate, "cpu_ms": {p: middle(rounds["https"], lambda r, p=p: r["cpu"][p])
                                             for p in rounds["https"][0]["cpu"]}}
    who = f"{load.CONNECTIONS} clients over {RESPONDERS} responders / {RESPONDERS} clients"
    wide = rounds["pgbench, with the reads around"]
    return [Figure("creating bookings over HTTPS", ratio(rounds["https"], rounds["pgbench"]), ">=", .6,
                   f"× pgbench's transaction ({who})", detail),
            Figure("the same, pgbench also reading what the request reads", ratio(rounds["https"], wide), ">=", .6,
                   f"× pgbench ({who})", detail)]


def growth(bench, small, large, claims):
    """A day's starts and a booking, among many claims against among few."""
    rounds = bench.alternate(f"growth to {claims:,}", {
        "day, few": lambda: bench.unseen(small), "day, many": lambda: bench.unseen(large),
        "booking, few": lambda: bench.book(small), "booking, many": lambda: bench.book(large)})
    out = []
    for name in ("day", "booking"):
        many, few = rounds[f"{name}, many"], rounds[f"{name}, few"]
        detail = {k: {"per_second": round(middle(r, lambda x: x["rate"])),
                      "cpu_ms": {p: middle(r, lambda x, p=p: x["cpu"][p]) for p in r[0]["cpu"]}}
                  for k, r in (("many", many), ("few", few))}
        what = "a day's starts" if name == "day" else "creating a booking"
        burnt = ratio(many, few, lambda r: r["cpu"]["responder"] + r["cpu"]["database"])
        out += [Figure(f"{what}, {claims:,} claims: time", ratio(few, many), "<=", 1.3, "× at 1,000", detail),
                Figure(f"{what}, {claims:,} claims: CPU", burnt, "<=", 1.3, "× at 1,000", detail)]
    few = [] if bench.grown else cost("1,000", rounds["day, few"])
    bench.grown = True
    return out + few + cost(f"{claims:,}", rounds["day, many"])


def memory(bench, front):
    """A responder's private memory after many requests of many kinds."""
    goal = 10_000 if bench.args.quick else 100_000
    paths = ["/s/day-1", f"{DAY}&from={date(3)}&to={date(4)}", "/s/day-1/book/visit",
             f"/api/v1/studios/full/days?service=visit&month={date(35)[:7]}"]
    sizes, done = [], 0
    while done < goal:
        for path in paths:
            done += load.wrk(front, bench.seconds, "get.lua", path)["requests"]
        done += bench.unseen(front)["requests"] + bench.book(front)["requests"]
        sizes.append((done, private_memory(front.responders()[0])))
        bench.say(f"memory: {done:,} requests of {goal:,}, {sizes[-1][1] / 2**20:.2f} MiB")
    half = next(size for done, size in sizes if done >= sizes[-1][0] / 2)
    detail = {"after": [{"requests": n, "bytes": size} for n, size in sizes]}
    return [Figure(f"a responder's private memory after {done:,} requests", sizes[-1][1] / 2**20, "<=", 8, "MiB",
                   detail),
            Figure("its growth over the second half", sizes[-1][1] / half, "<=", 1.02, "×", detail)]


def race(bench, front):
    """200 clients want one start."""
    rounds = 20 if bench.args.quick else 500
    told = [0.0]

    def tell(n, total):
        if time.time() > told[0] + 2:
            told[0] = time.time()
            bench.say(f"race: round {n} of {total}")

    outcomes = asyncio.run(load.race(front, 200, rounds, midnight(320), tell))
    odd = sum(1 for won, lost, other, _ in outcomes if won != 1 or other)
    slowest = [t for *_, t in outcomes]
    detail = {"winners": sum(o[0] for o in outcomes), "refused": sum(o[1] for o in outcomes),
              "others": sum(o[2] for o in outcomes), "median_slowest_ms": median(slowest) * 1e3}
    return [Figure(f"200 clients race for one start, {rounds} rounds: not exactly one winner", odd, "<=", 0, "rounds",
                   detail),
            Figure("the slowest answer of all", max(slowest), "<=", 1, "s", detail)]


def weight(bench, front):
    """The public booking page's first visit, as curl counts it: the page, and
    all that it names and that those name, each once, compressed."""
    def fetch(url):
        sizes = subprocess.run(
            ["curl", "-sS", "--fail", "--compressed", "--cacert", f"{bench.base.var}/etc/site.pem", "-w",
             "\n%{size_header} %{size_download}", url], capture_output=True, check=True).stdout
        text, counts = sizes.rsplit(b"\n", 1)
        return text.decode("utf-8", "replace"), sum(int(n) for n in counts.split())

    page = f"{bench.base.url}/s/ribeira/book/fisioterapia"
    seen, total, open_urls = {}, 0, [page]
    while open_urls:
        url = open_urls.pop()
        text, size = fetch(url)
        seen[url], total = size, total + size
        named = re.findall(r'<link[^>]+rel="?(?:stylesheet|icon|modulepreload|preload|manifest)"?[^>]*href="([^"]+)"', text)
        named += re.findall(r'<(?:script|img)[^>]+src="([^"]+)"', text) if url == page else []
        named += re.findall(r'(?:from|import)\s*\(?["\'](\.?\.?/[^"\']+\.js)["\']', text) if url.endswith(".js") else []
        named += re.findall(r'url\(["\']?([^"\')]+)', text) if url.endswith(".css") else []
        for name in named:
            other = urljoin(url, name.replace("&amp;", "&"))
            if other.startswith(bench.base.url) and other not in seen and other not in open_urls:
                open_urls.append(other)
    detail = {url[len(bench.base.url):]: size for url, size in seen.items()}
    return [Figure("the public booking page's first visit", total / 1000, "<=", 100, "kB on the wire", detail)]


def lighthouse(bench, _front):
    """What Lighthouse says of the same page."""
    runs = 1 if bench.args.quick else 5
    bench.say(f"lighthouse: {runs} runs")
    done = subprocess.run(["node", TREE / "tests/e2e/lighthouse.mjs", f"{bench.base.url}/s/ribeira/book/fisioterapia",
                           str(runs)], capture_output=True, text=True)
    if done.returncode:
        raise Wrong(f"tests/e2e/lighthouse.mjs (tools/deps install --test?): {done.stderr}")
    scores = json.loads(done.stdout)
    fast = scores.pop("performance")
    return [Figure(f"Lighthouse of that page, performance (median of {runs})", fast, ">=", 99, "of 100", scores),
            Figure("its accessibility, best practices and SEO: the least", min(scores.values()), ">=", 100, "of 100",
                   scores)]


def clone(bench, _front):
    """From `git clone` to a booked appointment by ./run, then once more. What
    apt-get has to fetch on a new machine is not counted: it is there already."""
    folder = Path(tempfile.mkdtemp(prefix="hora-clone-", dir="/var/tmp"))
    tree, times = folder / "hora", []
    folder.chmod(0o755)
    env = {**os.environ, "HORA_PORT": str(free_port()), "CCACHE_DISABLE": "1"}
    env.pop("HORA_VAR", None)
    try:
        for what in ("the first time", "again"):
            bench.say(f"clone: {what}")
            began = time.time()
            if not times:
                subprocess.run(["git", "clone", "-q", TREE, tree], check=True)
            subprocess.run([tree / "run", "--background"], env=env, check=True, stdout=subprocess.DEVNULL)
            load.book_somebody((tree / "var/address").read_text().strip())
            times.append(time.time() - began)
            subprocess.run([tree / "run", "--stop"], env=env, check=True, stdout=subprocess.DEVNULL)
    finally:
        if tree.exists():
            subprocess.run([tree / "run", "--reset"], env=env, check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(folder)
    return [Figure("from git clone to a booked appointment, packages being there", times[0] / 60, "<=", 5, "minutes"),
            Figure("the same again", times[1], "<=", 10, "s")]


def engine(bench, _front):
    """The same month and day in memory alone: what the pure engine needs."""
    bench.say("engine: listing in memory")
    build = TREE / "build"
    subprocess.run(["make", "-s", "-C", build, "tests/domain/slot_bench"], check=True, stdout=subprocess.DEVNULL)
    text = subprocess.run([build / "tests/domain/slot_bench"], capture_output=True, text=True, check=True).stdout
    micro = {name.strip(): float(us) for name, us in re.findall(r"^(.+?)\s+([\d.]+) us", text, re.M)}
    out = []
    for kind, day_plan, month_plan, goal in (
            ("full", "one of staff, a day, 5 bookings", "20 staff and 5 rooms, a month, 5 bookings each", 25),
            ("empty", "one of staff, a day, empty", "20 staff and 5 rooms, a month, empty", 8)):
        out.append(Figure(f"the engine alone: that month, {kind} calendars", micro[month_plan] / micro[day_plan],
                          None, goal, "× one staff-day", {"us": micro}))
    return out
