#!/usr/bin/env python3
"""Holds `hora slots --explain` against another reading of the same rules: this one
walks every second-exact candidate of every grid with zoneinfo and sets of ranges,
knows no sweeps, and shares no code. What is offered, what is dropped, and why,
have to agree. Scenarios are random; the seed is printed.
A few here, more with a number of rounds as the argument."""
import datetime
import json
import os
import random
import subprocess
import sys
import zoneinfo

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
DAY = datetime.timedelta(days=1)
BLOCKING = {"held", "pending_payment", "pending_approval", "confirmed", "checked_in", "in_service",
            "completed", "overbook", "busy"}
STATES = sorted(BLOCKING) + ["cancelled", "declined", "expired", "no_show"]
ZONES = """UTC Europe/Lisbon Atlantic/Azores America/New_York Australia/Lord_Howe America/Santiago
Africa/Cairo Asia/Kathmandu Asia/Tokyo Europe/Berlin America/St_Johns Pacific/Apia Pacific/Pago_Pago
Africa/Casablanca Antarctica/Troll Pacific/Chatham""".split()
# Around changes of the clock in those zones, a skipped date, and quiet weeks.
MOMENTS = """2026-03-29 2026-10-25 2026-03-08 2026-11-01 2026-04-05 2026-10-04 2026-09-06 2026-04-04
2026-04-24 2026-10-29 2026-01-01 2026-07-15 2011-12-30 2010-11-07 2027-01-01""".split()


def parse(text):
    return int((datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH).total_seconds())


def show(seconds):
    return (EPOCH + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


class Provider:
    def __init__(self, name, rules):
        self.name, self.rules = name, rules
        self.zone = zoneinfo.ZoneInfo(rules["tz"])
        self.before, self.after = rules.get("before", 0) * 60, rules.get("after", 0) * 60
        # All windows and offsets are of whole five minutes, but for one zone's changes at 00:01.
        self.step = 60 if rules["tz"] == "America/St_Johns" else 300

    def local(self, instant):
        return (EPOCH + datetime.timedelta(seconds=instant)).astimezone(self.zone)

    def date(self, instant):
        return self.local(instant).date()

    def windows_of(self, date):
        if date.isoformat() in self.rules.get("closed", []):
            return []
        if date.isoformat() in self.rules.get("overrides", {}):
            return self.rules["overrides"][date.isoformat()]
        return self.rules.get("weekly", {}).get(str(date.isoweekday()), [])

    def works(self, instant):
        """Is the wall clock inside a window of its own date?"""
        wall = self.local(instant)
        minute = wall.hour * 60 + wall.minute
        for start, end in self.windows_of(wall.date()):
            start, end = (int(t[:2]) * 60 + int(t[3:]) for t in (start, end))
            if start <= minute < end:
                return True
        return False

    def windows(self, first, last):
        """Step by step, asking the clock each time."""
        found, since = [], None
        first -= first % 300
        for at in range(first, last + self.step, self.step):
            now = at < last and self.works(at)
            if now and since is None:
                since = at
            if not now and since is not None:
                found.append((since, at))
                since = None
        return found

    def mondays(self, first, last):
        """First instants of Mondays."""
        found, seen = [], set()
        for at in range(first - first % 300, last, self.step):
            date = self.date(at)
            week = date - (date.isoweekday() - 1) * DAY
            if week not in seen:
                seen.add(week)
                found.append(at)
        return found[1:]

    def pieces(self, windows, first, last):
        mondays, out = self.mondays(first, last), []
        for start, end in windows:
            inside = [m for m in mondays if start <= m <= end]
            whole = len(inside) >= 2
            cuts = [start] + [m for m in inside if whole and start < m < end] + [end]
            out += list(zip(cuts, cuts[1:]))
        return out


def meet(a, b):
    return sorted((max(x[0], y[0]), min(x[1], y[1])) for x in a for y in b
                  if max(x[0], y[0]) < min(x[1], y[1]))


class Oracle:
    def __init__(self, scenario):
        self.s, service = scenario, scenario["service"]
        self.now = parse(scenario["now"])
        self.mode = scenario.get("mode", "one")
        self.providers = [Provider(n, r) for n, r in sorted(scenario["providers"].items(),
                                                            key=lambda item: item[0].encode())]
        self.rooms = scenario.get("rooms", {})
        self.duration = service["duration"] * 60
        self.interval = service.get("interval", service["duration"]) * 60
        self.before, self.after = service.get("before", 0) * 60, service.get("after", 0) * 60
        self.capacity = service.get("capacity", 1)
        self.bookings = []
        for raw in scenario.get("bookings", []):
            b = dict(raw, start=parse(raw["start"]), end=parse(raw["end"]))
            state = b.setdefault("state", "confirmed")
            past = state == "held" and "hold_until" in b and parse(b["hold_until"]) <= self.now
            if state in BLOCKING and not past and b["start"] < b["end"]:
                self.bookings.append(b)

    def occupies(self, booking, provider):
        if "provider" in booking:
            return booking["provider"] == provider.name
        return "room" not in booking

    def own(self, booking, start, provider):
        """Is the booking in the occasion that a candidate would join?"""
        if self.capacity < 2 or "seats" not in booking or booking["state"] == "busy":
            return False
        if (booking["start"], booking["end"]) != (start, start + self.duration):
            return False
        if self.mode == "all" and len(self.providers) > 1:
            return "provider" not in booking and "room" not in booking
        return self.occupies(booking, provider)

    def blocked(self, booking, before, after):
        return (booking["start"] - booking.get("before", 0) * 60 - before,
                booking["end"] + booking.get("after", 0) * 60 + after)

    def broken_limits(self, provider, start):
        limits = self.s["service"].get("limits", {})
        date = provider.date(start)
        mine = [b for b in self.bookings if b["state"] != "busy" and self.occupies(b, provider)]
        today = [b for b in mine if provider.date(b["start"]) == date]
        week = [b for b in mine if provider.date(b["start"]).isocalendar()[:2] == date.isocalendar()[:2]]
        minutes = sum(b["end"] - b["start"] for b in today) + self.duration
        return {name for name, broken in (
            ("limit_day", len(today) + 1 > limits.get("per_day", 10**9)),
            ("limit_week", len(week) + 1 > limits.get("per_week", 10**9)),
            ("limit_minutes", minutes > limits.get("minutes_per_day", 10**9) * 60)) if broken}

    def against(self, provider, start):
        """All that is to be said against a provider's start; nothing when it is free."""
        end, why = start + self.duration, self.broken_limits(provider, start)
        low, high = start - self.before - provider.before, end + self.after + provider.after
        for b in self.bookings:
            if self.occupies(b, provider) and not self.own(b, start, provider):
                x, y = self.blocked(b, provider.before, provider.after)
                if low < y and x < high and b["state"] == "busy":
                    why.add("busy_outside")
                elif low < y and x < high:
                    why.add("taken" if start < b["end"] and b["start"] < end else "buffer")
        for absence in provider.rules.get("absences", []):
            if low < parse(absence["to"]) and parse(absence["from"]) < high:
                why.add("absent")
        horizon = self.s["service"].get("horizon_days")
        if horizon is not None and (provider.date(start) - provider.date(self.now)).days > horizon:
            why.add("horizon")
        return why

    def rooms_free(self, provider, start):
        for kind in self.s["service"].get("room_kinds", []):
            for name, room in self.rooms.items():
                before, after = room.get("before", 0) * 60, room.get("after", 0) * 60
                low, high = start - self.before - before, start + self.duration + self.after + after
                if room["kind"] == kind and not any(
                        low < y and x < high
                        for b in self.bookings
                        if b.get("room") == name and not self.own(b, start, provider)
                        for x, y in [self.blocked(b, before, after)]):
                    break
            else:
                return False
        return True

    def seats(self, provider, start):
        if self.capacity == 1:
            return 1
        return self.capacity - sum(b["seats"] for b in self.bookings
                                   if self.own(b, start, provider))

    def grid(self, providers, first, last):
        """Each start, and whether the service ends in time."""
        pieces = windows = None
        low, high = first - 16 * 86400, last + self.duration + 9 * 86400
        for p in providers:
            mine = p.windows(low, high)
            cut = p.pieces(mine, low, high)
            windows = mine if windows is None else meet(windows, mine)
            pieces = cut if pieces is None else meet(pieces, cut)
        for start, end in pieces:
            for at in range(start, min(end, last), self.interval):
                if at >= first:
                    yield at, any(a <= at and at + self.duration <= b for a, b in windows)

    def judge(self, party, at, fits):
        """What may be said against the start, and the seats left."""
        soonest = self.now + self.s["service"].get("notice", 0) * 60
        if not fits or at < max(soonest, self.now):
            return {"ends_late"} if not fits else {"past"} if at < self.now else {"notice"}, 0
        why, left = set().union(*(self.against(p, at) for p in party)), min(self.seats(p, at) for p in party)
        if left < 1:
            why.add("full")
        if not self.rooms_free(party[0], at):
            why.add("no_room")
        return why, left

    def answer(self):
        """The slots; and by start and party what may be said of those that are none."""
        first, last = parse(self.s["query"]["from"]), parse(self.s["query"]["to"])
        parties = [self.providers] if self.mode == "all" else [[p] for p in self.providers]
        found, dropped = {}, {}
        for number, party in enumerate(parties):
            for at, fits in self.grid(party, first, last):
                why, left = self.judge(party, at, fits)
                if why:
                    dropped[show(at), number] = why
                    continue
                names, most = found.setdefault(at, ([], []))
                names += [p.name for p in party]
                most.append(left)
        return [{"start": show(at), "end": show(at + self.duration), "providers": names,
                 "seats_left": max(most)} for at, (names, most) in sorted(found.items())], dropped

    def slots(self):
        return self.answer()[0]

    def misexplained(self, drops, dropped):
        """What the program says of dropped starts and this does not, or the other way round."""
        names = [p.name for p in self.providers]
        told = [((d["start"], 0 if self.mode == "all" else names.index(d["provider"])), d["reason"]) for d in drops]
        wrong = [(key, why) for key, why in told if why not in dropped.get(key, ())]
        return wrong + sorted(set(dropped) ^ {key for key, _ in told}) + told[len(dict(told)):]


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def random_windows(r):
    kind = r.random()
    if kind < 0.35:
        return [["00:00", "24:00"]]
    step = r.choice([15, 30, 60])
    out = []
    for _ in range(r.choice([0, 1, 1, 2, 3])):
        start = r.randrange(0, 1440, step)
        out.append([clock(start), clock(min(1440, start + r.randrange(-60, 720, step)))
                    if start >= 60 else clock(start + r.randrange(0, 720, step))])
    return out


def random_provider(r, middle):
    dates = [(middle + r.randrange(-3, 4) * DAY).date().isoformat() for _ in range(3)]
    out = {"tz": r.choice(ZONES), "weekly": {str(d): random_windows(r) for d in range(1, 8) if r.random() < 0.9}}
    if r.random() < 0.3:
        out["weekly"] = {str(d): [["00:00", "24:00"]] for d in range(1, 8)}
    if r.random() < 0.3:
        out["overrides"] = {d: random_windows(r) for d in dates[:r.randrange(3)]}
    if r.random() < 0.2:
        out["closed"] = dates[:r.randrange(3)]
    if r.random() < 0.3:
        start = int((middle - EPOCH).total_seconds()) + r.randrange(-3 * 86400, 3 * 86400, 300)
        out["absences"] = [{"from": show(start), "to": show(start + r.randrange(300, 90000, 300))}]
    for key in ("before", "after"):
        if r.random() < 0.3:
            out[key] = r.choice([0, 5, 10, 15])
    return out


def random_booking(r, s, grid):
    duration = s["service"]["duration"]
    if grid and r.random() < 0.6:
        start = r.choice(grid) + r.choice([0, 0, 0, 300, -600, 900])
    else:
        start = parse(s["query"]["from"]) + r.randrange(-2 * 86400, 3 * 86400, 300)
    length = duration if r.random() < 0.7 else r.choice([0, 5, 20, 45, 90, 600])
    b = {"start": show(start), "end": show(start + length * 60)}
    for key in ("before", "after"):
        if r.random() < 0.25:
            b[key] = r.choice([0, 5, 15, 30])
    if r.random() < 0.6:
        b["state"] = r.choice(STATES)
    if b.get("state") == "held" and r.random() < 0.8:
        b["hold_until"] = show(parse(s["now"]) + r.choice([-60, 0, 1, 600]))
    if r.random() < 0.6:
        b["provider"] = r.choice(list(s["providers"]))
    if s.get("rooms") and r.random() < 0.4:
        b["room"] = r.choice(list(s["rooms"]))
    if r.random() < 0.6:
        b["seats"] = r.choice([1, 1, 2])
    return b


def random_scenario(r):
    middle = datetime.datetime.fromisoformat(r.choice(MOMENTS)).replace(tzinfo=UTC)
    first = int((middle - EPOCH).total_seconds()) + r.randrange(-2 * 86400, 86400, 300)
    mode = r.choice(["one", "any", "all", "any", "all"])
    names = r.sample(["Ana", "ana", "Zoé", "Ænne", "王", "Bo", "B"], 1 if mode == "one" else r.randrange(1, 4))
    service = {"duration": r.choice([15, 30, 45, 50, 60, 90, 150])}
    if r.random() < 0.6:
        service["interval"] = r.choice([5, 10, 15, 20, 30, 45, 60, 75, 100])
    for key, values in (("before", [0, 5, 10]), ("after", [0, 5, 15]), ("notice", [0, 30, 600, 2000]),
                        ("horizon_days", [1, 2, 5, 9])):
        if r.random() < 0.3:
            service[key] = r.choice(values)
    if r.random() < 0.5:
        service["capacity"] = r.choice([1, 2, 3])
    if r.random() < 0.3:
        service["limits"] = {k: v for k, v in (("per_day", r.randrange(1, 4)), ("per_week", r.randrange(1, 6)),
                                               ("minutes_per_day", r.choice([60, 100, 200]))) if r.random() < 0.5}
    s = {"now": show(first - r.choice([0, 3600, 86400, -7200])), "mode": mode,
         "providers": {n: random_provider(r, middle) for n in names}, "service": service,
         "query": {"from": show(first), "to": show(first + r.choice([3600, 40000, 86400, 2 * 86400, 4 * 86400]))}}
    if r.random() < 0.5:
        s["rooms"] = {n: {"kind": r.choice("ab"), "before": r.choice([0, 0, 10]), "after": r.choice([0, 5])}
                      for n in ("r1", "r2", "r3")[:r.randrange(1, 4)]}
        kinds = sorted({room["kind"] for room in s["rooms"].values()})
        service["room_kinds"] = [r.choice(kinds) for _ in range(r.randrange(3))]
    empty = dict(s, service=dict(service, horizon_days=1000, notice=0, limits={}, room_kinds=[]), rooms={})
    grid = [parse(x["start"]) for x in Oracle(dict(empty, now="2000-01-01T00:00:00Z", service=dict(
        empty["service"], horizon_days=100000))).slots()]
    s["bookings"] = [random_booking(r, s, grid) for _ in range(r.choice([0, 1, 3, 6, 12]))]
    return s


def compare(seed):
    s = random_scenario(random.Random(seed))
    program = os.path.join(os.environ.get("HORA_BUILD", "."), "hora")
    run = subprocess.run([program, "slots", "--explain", "-"], input=json.dumps(s), capture_output=True, text=True,
                         env={**os.environ, "TZ": "America/Caracas"})
    if run.returncode != 0:
        return seed, s, run.stderr, None
    oracle, got = Oracle(s), json.loads(run.stdout)
    slots, dropped = oracle.answer()
    wrong = oracle.misexplained(got["dropped"], dropped)
    if wrong:
        return seed, s, f"explained otherwise: {wrong[:3]}", None
    return seed, s, got["slots"], slots


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    first = int(os.environ.get("HORA_SEED", random.SystemRandom().randrange(10**9)))
    slots = empty = 0
    for seed in range(first, first + rounds):
        seed, s, got, want = compare(seed)
        if got != want:
            print(json.dumps(s, ensure_ascii=False, indent=1))
            extra = [x for x in got if x not in (want or [])] if want is not None else got
            missing = [x for x in want or [] if x not in got]
            sys.exit(f"seed {seed}: offered but should not be: {extra[:3]}; not offered but should be: {missing[:3]}")
        slots += len(want)
        empty += not want
    print(f"{rounds} scenarios from seed {first}: {slots} slots agree, {empty} without any")


if __name__ == "__main__":
    main()
