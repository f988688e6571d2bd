#!/usr/bin/env python3
"""Compares base/zone.c with Python's zoneinfo: wall clocks, the instants of
wall times, first instants of dates and changes, around every transition from
1850 to 2100. Without --full for a dozen zones; with it for all there are."""
import datetime
import os
import random
import subprocess
import sys
import zoneinfo

SAMPLE = """UTC Europe/Lisbon Atlantic/Azores America/New_York Australia/Lord_Howe America/Santiago
Africa/Cairo Asia/Kathmandu Pacific/Apia Asia/Tokyo Europe/Dublin Africa/Casablanca
America/St_Johns Asia/Taipei Antarctica/Troll America/Sao_Paulo""".split()
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
NAIVE = datetime.datetime(1970, 1, 1)
FULL = (-3786825600, 4102444800)  # 1850 to 2100
RECENT = (1262304000, 2208988800)  # 2010 to 2040
NONE = 2**63 - 1


def wall(zone, instant):
    return (EPOCH + datetime.timedelta(seconds=instant)).astimezone(zone)


def offset(zone, instant):
    return int(wall(zone, instant).utcoffset().total_seconds())


def local(zone, instant):
    return instant + offset(zone, instant)


def transitions(zone, first, last):
    """Every instant at which the offset changes, by bisection of steps of two days."""
    found, step, at = [], 2 * 86400, first
    before = offset(zone, at)
    while at < last:
        after = offset(zone, at + step)
        if after != before:
            low, high = at, at + step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            found.append(high)
            before = after
        at += step
    return found


def instants(zone, date, second):
    """Both readings of the wall time, kept when they show it."""
    wanted = NAIVE + datetime.timedelta(days=date, seconds=second)
    both = set()
    for fold in (0, 1):
        aware = wanted.replace(tzinfo=zone, fold=fold)
        instant = int((aware - EPOCH).total_seconds())
        if local(zone, instant) == date * 86400 + second:
            both.add(instant)
    return sorted(both)


def day_start(zone, date, changes):
    """The earliest instant of the neighbourhood at which the date has come."""
    begin = date * 86400 - 93600 - 3600
    edges = [begin] + [t for t in changes if begin < t < begin + 3 * 86400] + [begin + 3 * 86400]
    for low, high in zip(edges, edges[1:]):
        start = max(low, date * 86400 - offset(zone, low))
        if start < high:
            return start


def questions(name, randomly, first, last):
    zone = zoneinfo.ZoneInfo(name)
    changes = transitions(zone, first - 10 * 86400, last + 10 * 86400)
    yield f"zone {name}", None
    moments = [randomly.randrange(first, last) for _ in range(60)]
    for change in (t for t in changes if first < t < last):
        moments += [change - 1, change, change + randomly.randrange(-90000, 90000)]
    for moment in moments:
        shown = wall(zone, moment)
        there = moment + int(shown.utcoffset().total_seconds())
        yield f"wall {moment}", f"{there // 86400} {there % 86400} {there - moment} {shown.tzname()[:7]}"
        date, second = there // 86400, there % 86400
        for date, second in ((date, second), (date, randomly.randrange(86400)), (date, 0)):
            yield f"instants {date} {second}", " ".join(map(str, instants(zone, date, second)))
        start = day_start(zone, date, changes)
        yield f"day {date}", str(start)
        yield f"instants {date - 1} 86400", str(start)
        until = moment + randomly.randrange(86400 * 400)
        if until < last:
            after = [t for t in changes if moment < t < until]
            yield f"change {moment} {until}", str(after[0] if after else NONE)


def main():
    full = "--full" in sys.argv
    names = sorted(zoneinfo.available_timezones()) if full else SAMPLE
    program = os.path.join(os.environ.get("HORA_BUILD", "."), "tests/base/zone_answers")
    seed = int(os.environ.get("HORA_SEED", random.SystemRandom().randrange(10**6)))
    randomly, asked, wanted, wrong = random.Random(seed), [], [], 0
    for name in names:
        if not name[0].isupper():  # "localtime" is no zone's name
            continue
        for question, answer in questions(name, randomly, *(FULL if full else RECENT)):
            asked.append(question)
            if answer is not None:
                wanted.append((name, question, answer))
    run = subprocess.run([program], input="\n".join(asked) + "\n", capture_output=True, text=True,
                         env={**os.environ, "TZ": "Asia/Kolkata"})
    answers = run.stdout.split("\n")[:-1]
    if run.returncode != 0 or len(answers) != len(wanted):
        sys.exit(f"{program} gave {len(answers)} of {len(wanted)} answers: {run.stderr}")
    for (name, question, answer), got in zip(wanted, answers):
        if got != answer and wrong < 20:
            print(f"{name}: {question}: got {got!r}, want {answer!r}")
        wrong += got != answer
    print(f"{len(names)} zones, {len(wanted)} questions, {wrong} wrong (seed {seed})")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
