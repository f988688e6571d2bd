#!/usr/bin/env python3
"""Holds the API's times against Python's zoneinfo, in a dozen zones: dates
around each change of the clock of the next two years and others, listed in full
(each instant once, minutes that do not exist never, an hour that comes twice
with both its offsets, weekdays by their hours); then random bookings, by the
offset of the place, of UTC or of elsewhere, as answered and as stored.

usage: tests/e2e/zones.py [BOOKINGS]      on the site in HORA_VAR; HORA_SEED repeats"""
import concurrent.futures
import datetime
import http.client
import json
import os
import pathlib
import random
import ssl
import subprocess
import sys
import threading
import urllib.parse
import uuid
import zoneinfo

ZONES = """Europe/Berlin Europe/Lisbon Atlantic/Azores America/New_York Australia/Lord_Howe America/Santiago
Africa/Cairo Asia/Tokyo Asia/Kathmandu Pacific/Pago_Pago America/St_Johns Pacific/Chatham""".split()
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
QUARTER = datetime.timedelta(minutes=15)
source = pathlib.Path(__file__).resolve().parents[2]
folder = pathlib.Path(os.environ.get("HORA_VAR", source / "var"))
site = urllib.parse.urlsplit((folder / "address").read_text().strip())
trust = ssl.create_default_context(cafile=str(folder / "etc/site.pem"))
connections = threading.local()
faults = []


def fault(text):
    faults.append(text)
    if len(faults) <= 20:
        print(text)


def ask(method, path, body=None):
    if not hasattr(connections, "one"):
        connections.one = http.client.HTTPSConnection(site.hostname, site.port, context=trust, timeout=30)
    headers = {} if body is None else {"Content-Type": "application/json"}
    connections.one.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connections.one.getresponse()
    return answer.status, json.loads(answer.read())


def sql(text):
    run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h",
                          folder / "run/database", "-U", "postgres", "-d", "hora"],
                         input="set search_path = hora, public;\n" + text, capture_output=True, text=True, check=True)
    return [line.split("\t") for line in run.stdout.splitlines()]


def make_studio(zone):
    """Open always: by s1. On weekday n only from n o'clock for an hour: by s2."""
    slug = "z-" + uuid.uuid4().hex[:12]
    sql(f"""
begin;
insert into studio (slug, name, zone, currency, language, calling_code, listed)
values ('{slug}', '{zone}', '{zone}', 'EUR', 'en', '351', false);
create temporary table here as select id from studio where slug = '{slug}';
insert into specialty (studio_id, name) select id, 'Tests' from here;
insert into service (studio_id, specialty_id, slug, name, duration_min, horizon_days)
select p.studio_id, p.id, s, s, 15, 730 from specialty p join here on here.id = p.studio_id, unnest('{{always,weekday}}'::text[]) s;
insert into resource (studio_id, kind, slug, name, zone)
select id, 'staff', s, s, '{zone}' from here, unnest('{{s1,s2}}'::text[]) s;
insert into hours (studio_id, resource_id, weekday, from_min, to_min)
select r.studio_id, r.id, d, case r.slug when 's1' then 0 else d * 60 end, case r.slug when 's1' then 1440 else d * 60 + 60 end
  from resource r join here on here.id = r.studio_id, generate_series(1, 7) d;
insert into service_staff (studio_id, service_id, resource_id)
select v.studio_id, v.id, r.id from service v join here on here.id = v.studio_id join resource r on r.studio_id = v.studio_id
 where (v.slug, r.slug) in (('always', 's1'), ('weekday', 's2'));
commit;""")
    return slug


def first_instant(zone, date):
    """By the neighbourhood's every quarter: the first that has the date."""
    at = datetime.datetime.combine(date, datetime.time(), UTC) - 1.5 * DAY
    while at.astimezone(zone).date() < date:
        at += QUARTER
    return at


def changes(zone, first, last):
    """Dates with a change of the clock between two."""
    date, found = first, []
    while date < last:
        if first_instant(zone, date + DAY) - first_instant(zone, date) != DAY:
            found.append(date)
        date += DAY
    return found


def show(at, zone):
    text = at.astimezone(zone).isoformat()
    return text.replace("+00:00", "Z") if text.endswith("+00:00") else text


def check_date(slug, zone, date):
    """Both services' starts of a date, against every quarter of it."""
    query = f"/api/v1/studios/{slug}/slots?from={date}&to={date + DAY}&service="
    quarters, at, until = [], first_instant(zone, date), first_instant(zone, date + DAY)
    while at < until:
        quarters.append(at)
        at += QUARTER
    hour = date.isoweekday()
    for service, want in (("always", quarters), ("weekday", [q for q in quarters if q.astimezone(zone).hour == hour])):
        status, answer = ask("GET", query + service)
        got = [slot["start"] for slot in answer["slots"]] if status == 200 else answer
        if got != [show(q, zone) for q in want]:
            fault(f"{zone} {date} {service}: {got} is not {[show(q, zone) for q in want]}")
    return len(quarters)


def book(slug, zone, at, r):
    """By the clock of the place, of UTC or of anywhere."""
    clock = r.choice([zone, zone, UTC, zoneinfo.ZoneInfo(r.choice(ZONES))])
    status, answer = ask("POST", f"/api/v1/studios/{slug}/bookings",
                         {"service": "always", "start": show(at, clock),
                          "customer": {"name": "Maria Duarte", "phone": "+351912345678"}})
    if status != 201:
        fault(f"{zone} {show(at, zone)}: {status} {answer}")
        return None
    if answer["start"] != show(at, zone):
        fault(f"{zone}: asked for {show(at, zone)}, told {answer['start']}")
    return answer["id"], at


def check_stored(slug, zone, made):
    rows = sql(f"""
select b.public_id, extract(epoch from o.starts)::bigint, to_char(o.starts at time zone s.zone, 'YYYY-MM-DD HH24:MI:SS ID')
  from booking b join occasion o on o.id = b.occasion_id join studio s on s.id = b.studio_id where s.slug = '{slug}'""")
    stored = {row[0]: row[1:] for row in rows}
    for name, at in made.items():
        want = [str(int(at.timestamp())), at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S ") + str(at.astimezone(zone).isoweekday())]
        if stored.get(name) != want:
            fault(f"{zone}: {name} is stored as {stored.get(name)}, not {want}")


def check_zone(name, bookings, r, pool):
    zone, slug = zoneinfo.ZoneInfo(name), make_studio(name)
    today = datetime.datetime.now(zone).date()
    special = changes(zone, today + 2 * DAY, today + 700 * DAY)
    dates = special + [d + n * DAY for d in special for n in (-1, 1)] + [today + r.randrange(2, 700) * DAY for _ in range(10)]
    starts = sum(pool.map(lambda date: check_date(slug, zone, date), sorted(set(dates))))
    instants = set()
    while len(instants) < bookings:
        date = r.choice(special) if special and r.random() < 0.3 else today + r.randrange(2, 700) * DAY
        instants.add(first_instant(zone, date) + r.randrange(96) * QUARTER)
    made = dict(filter(None, pool.map(lambda at: book(slug, zone, at, r), sorted(instants))))
    check_stored(slug, zone, made)
    print(f"{name}: {len(special)} changes, {len(set(dates))} dates with {starts} starts, {len(made)} bookings", flush=True)
    return len(made)


def main():
    bookings = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    seed = int(os.environ.get("HORA_SEED", random.SystemRandom().randrange(10**9)))
    r = random.Random(seed)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        made = sum(check_zone(name, bookings // len(ZONES) + (i < bookings % len(ZONES)), r, pool)
                   for i, name in enumerate(ZONES))
    print(f"{made} bookings in {len(ZONES)} zones, {len(faults)} differences from zoneinfo (seed {seed})")
    sys.exit(len(faults) > 0)


if __name__ == "__main__":
    main()
