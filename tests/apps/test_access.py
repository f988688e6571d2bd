#!/usr/bin/env python3
"""Every row of every responder, as its program prints it, asked by somebody who
may not: no row for others answers a stranger, and no change happens without a
proof of origin. The database is away, so that whoever is let in gets a 503."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = os.environ.get("HORA_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(SOURCE, "tests/support"))
from responder import BUILD, Responder  # noqa: E402

PROGRAMS = ("booking", "auth", "admin", "payments", "line")
FORM = "application/x-www-form-urlencoded"
VISITOR = "__Host-visitor=AAAAAAAAAAAAAAAAAAAAAA"
FORGED = "&_csrf=" + "A" * 43


class Row:
    def __init__(self, line):
        self.program, self.method, self.path, self.role, self.form, self.flags = line.split("\t")
        self.target = "/".join("1234567890abcdef" if part.startswith("{") else part for part in self.path.split("/"))
        self.api = "api" in self.flags.split()
        self.inside = "inside" in self.flags.split()
        words = [word for word in self.flags.split() if word not in ("api", "raw", "inside", "-")]
        self.proven = bool(words)
        self.safe = self.method == "GET"


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="hora-", dir="/tmp")
        cls.programs = {}
        cls.rows = []
        for name in PROGRAMS:
            program = os.path.join(BUILD, "hora-" + name)
            folder = os.path.join(cls.folder, name)
            os.mkdir(folder)
            cls.programs["hora-" + name] = Responder(program, folder).start()
            table = subprocess.run([program, "--routes"], capture_output=True, text=True, check=True).stdout
            cls.rows += [Row(line) for line in table.splitlines()]

    @classmethod
    def tearDownClass(cls):
        for responder in cls.programs.values():
            responder.stop()
            responder.log.close()
        shutil.rmtree(cls.folder)

    def ask(self, row, body=b"", **parameters):
        return self.programs[row.program].ask(row.method, row.target, body, **parameters)

    def test_a_row_for_others_does_not_answer_a_stranger(self):
        for row in self.rows:
            if row.role == "public" or row.inside:
                continue
            for cookie in (None, VISITOR, "__Host-session=x; __Host-bookings=AAAAAAAAAAA"):
                with self.subTest(row=row.path, cookie=cookie):
                    status, headers, _ = self.ask(row, HTTP_COOKIE=cookie, HTTP_SEC_FETCH_SITE="same-origin")
                    if status == 303:
                        self.assertTrue(dict(headers)["Location"].startswith("/auth/login"))
                    else:
                        self.assertIn(status, (401, 404))

    def test_a_forged_authorization_is_refused(self):
        for row in self.rows:
            if row.api and not row.inside and row.role != "public":
                with self.subTest(row=row.path):
                    status = self.ask(row, HTTP_AUTHORIZATION="Basic b3duZXI6b3duZXI=")[0]
                    self.assertEqual(status, 401)

    def test_no_page_changes_anything_without_proof_of_origin(self):
        for row in self.rows:
            if row.safe or row.proven or row.api or row.role != "public":
                continue
            cases = (
                {},
                {"HTTP_SEC_FETCH_SITE": "cross-site"},
                {"HTTP_SEC_FETCH_SITE": "same-site"},
                {"HTTP_ORIGIN": "null"},
                {"HTTP_ORIGIN": "https://evil.example"},
                {"HTTP_REFERER": "https://evil.example/?https://hora.example/"},
                {"HTTP_SEC_FETCH_SITE": "same-origin"},
                {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_COOKIE": VISITOR},
            )
            for more in cases:
                with self.subTest(row=row.path, **more):
                    status = self.ask(row, ("a=b" + FORGED).encode(), CONTENT_TYPE=FORM, **more)[0]
                    self.assertEqual(status, 403)

    def test_no_route_takes_a_method_or_a_body_it_did_not_name(self):
        for row in self.rows:
            if row.inside:
                continue
            with self.subTest(row=row.path):
                responder = self.programs[row.program]
                self.assertEqual(responder.ask("TRACE", row.target)[0], 405)
                self.assertEqual(responder.ask("get", row.target)[0], 405)
                if row.safe and row.role == "public":
                    self.assertEqual(self.ask(row, b"a=b", CONTENT_TYPE=FORM)[0], 400)

    def test_no_answer_tells_of_the_inside(self):
        for row in self.rows:
            with self.subTest(row=row.path):
                _, headers, body = self.ask(row)
                for word in (b"hora_", b"select ", b"libpq", b"/tmp/", b"PostgreSQL", b".c:"):
                    self.assertNotIn(word, body)
                self.assertIn("Content-Security-Policy", dict(headers))


if __name__ == "__main__":
    unittest.main()
