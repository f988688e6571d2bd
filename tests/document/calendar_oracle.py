#!/usr/bin/python3
"""Reads the calendar files of calendar_answers with python3-icalendar: each has
one event, the properties we meant and no other, and the text as it was given.
Backslashes are left to calendar_oracle.mjs: icalendar 4 unescapes twice."""
import os
import random
import subprocess
import sys

try:
    import icalendar
except ImportError:
    print("python3-icalendar is not installed")
    sys.exit(77)

PROPERTIES = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION",
              "URL", "STATUS", "TRANSP", "ORGANIZER", "ATTENDEE"}
PIECES = ["a", "é", "預約", "𠮷", " ", ";", ",", "\n", "\r\n", ":", '"', "BEGIN:VEVENT", "END:VEVENT",
          "\nATTENDEE:mailto:x@example.com", "=1+1", "\x01", "\x85", "\u2028", "\u202e", "\u2067"]
ROUNDS = 1000


def meant(text):
    """What a reader should see: breaks as \\n, no other controls."""
    text = text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c == "\n" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def visible(text):
    return "".join(c for c in text if not ("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"))


def main():
    program = os.path.join(os.environ["HORA_BUILD"], "tests/document/calendar_answers")
    dice = random.Random(5545)
    for _ in range(ROUNDS if "--full" in sys.argv else ROUNDS // 4):
        text = "x" + "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 60))) + "x"
        file = subprocess.run([program], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
        calendar = icalendar.Calendar.from_ical(file)
        assert [c.name for c in calendar.walk()] == ["VCALENDAR", "VEVENT"], repr(text)
        event = calendar.walk("VEVENT")[0]
        assert set(event.keys()) == PROPERTIES, (repr(text), event.keys())
        assert event["SEQUENCE"] == 7 and event["STATUS"] == "CANCELLED" and event["UID"] == "one@hora.example"
        assert calendar["METHOD"] == "CANCEL" and event["ORGANIZER"] == "mailto:hora@hora.example", repr(text)
        assert event["ATTENDEE"] == "mailto:mar%C3%ADa+x@example.pt", repr(text)
        for name in ("SUMMARY", "DESCRIPTION", "LOCATION"):
            assert visible(str(event[name])) == visible(meant(text)), (repr(text), str(event[name]))
        assert all(len(line) <= 75 for line in file.split(b"\r\n"))


main()
