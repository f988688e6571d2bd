#!/usr/bin/env python3
"""The FastCGI loop of web/server.c with real processes: whole and broken
requests, a stop in the middle of one, stalled senders, killed children."""
import concurrent.futures
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = os.environ.get("HORA_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
sys.path.insert(0, os.path.join(SOURCE, "tests/support"))
import fastcgi  # noqa: E402
from responder import BUILD, Responder, read, wait_for  # noqa: E402

PROGRAM = os.path.join(BUILD, "tests/web/responder")


class Server(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="hora-", dir="/tmp")
        self.addCleanup(shutil.rmtree, self.folder)
        self.running = []

    def tearDown(self):
        for responder in self.running:
            for child in responder.children:
                if child.poll() is None:
                    child.kill()
                    child.wait()
            responder.listener.close()
            responder.log.close()

    def responder(self, children=1, **settings):
        responder = Responder(PROGRAM, self.folder, **settings).start(children)
        self.running.append(responder)
        return responder

    def test_requests_are_answered_and_a_stop_at_rest_is_clean(self):
        responder = self.responder()
        self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200)
        status, headers, body = responder.ask("GET", "/nowhere")
        self.assertEqual(status, 404)
        self.assertEqual(dict(headers)["Content-Length"], str(len(body)))
        self.assertEqual(responder.ask("GET", "/ready", HORA_INSIDE="yes")[0], 503)
        since = time.monotonic()
        self.assertEqual(responder.stop(), [0])
        self.assertLess(time.monotonic() - since, 1)
        self.assertIn("event=stopped", responder.said())

    def test_a_stop_lets_the_request_in_hand_end(self):
        responder = self.responder()
        body = b"x" * 5000
        with fastcgi.connect(responder.path) as sock:
            sock.sendall(fastcgi.head(fastcgi.request("POST", "/nowhere", body)))
            sock.sendall(fastcgi.record(fastcgi.STDIN, body[:1000]))
            time.sleep(0.2)
            responder.children[0].send_signal(signal.SIGTERM)
            time.sleep(0.2)
            self.assertIsNone(responder.children[0].poll())
            sock.sendall(fastcgi.stream(fastcgi.STDIN, body[1000:]))
            self.assertEqual(fastcgi.answer(sock)[0], 404)
        self.assertEqual(responder.children[0].wait(2), 0)

    def test_a_stop_is_heard_however_many_wait(self):
        responder = self.responder()
        body = b"x" * 5000
        with fastcgi.connect(responder.path) as sock:
            sock.sendall(fastcgi.head(fastcgi.request("POST", "/nowhere", body)))
            time.sleep(0.2)
            waiting = [fastcgi.connect(responder.path) for _ in range(20)]
            for one in waiting:
                one.sendall(fastcgi.head(fastcgi.request("GET", "/nowhere")) + fastcgi.stream(fastcgi.STDIN, b""))
            responder.children[0].send_signal(signal.SIGTERM)
            sock.sendall(fastcgi.stream(fastcgi.STDIN, body))
            self.assertEqual(fastcgi.answer(sock)[0], 404)
        self.assertEqual(responder.children[0].wait(2), 0)
        # All of them are still there, for the process that comes next.
        for one in waiting:
            responder.listener.accept()[0].close()
            one.close()

    def test_each_stop_signal_stops(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1):
            with self.subTest(number):
                responder = self.responder()
                self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200)
                responder.children[0].send_signal(number)
                self.assertEqual(responder.children[0].wait(2), 0)
                os.unlink(responder.path)

    def test_a_body_of_another_length_is_refused(self):
        responder = self.responder()
        api = "/api/v1/problems/busy"
        for length, body in ((5, b"abcd"), (5, b""), (3, b"abcd"), (0, b"a")):
            with fastcgi.connect(responder.path) as sock:
                params = fastcgi.request("GET", api, CONTENT_LENGTH=str(length))
                sock.sendall(fastcgi.head(params) + fastcgi.stream(fastcgi.STDIN, body))
                self.assertEqual(fastcgi.answer(sock)[0], 400, (length, body))
        self.assertEqual(responder.ask("GET", api)[0], 200)

    def test_a_broken_head_is_refused(self):
        responder = self.responder()
        self.assertEqual(responder.ask("GET", "/", REQUEST_METHOD=None)[0], 400)
        self.assertEqual(responder.ask("GET", "/", REQUEST_URI=None)[0], 400)
        for name, value in (("REQUEST_METHOD", "POST"), ("REQUEST_URI", "/x"), ("CONTENT_LENGTH", "0")):
            with fastcgi.connect(responder.path) as sock:
                params = fastcgi.request("GET", "/", CONTENT_LENGTH="0") + [(name, value)]
                sock.sendall(fastcgi.head(params) + fastcgi.stream(fastcgi.STDIN, b""))
                self.assertEqual(fastcgi.answer(sock)[0], 400, name)

    def test_an_unread_body_does_not_lose_the_answer(self):
        responder = self.responder()
        self.assertEqual(responder.ask("POST", "/nowhere", b"x" * 2000000)[0], 404)
        self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200)

    def test_noise_and_silence_harm_nobody_else(self):
        responder = self.responder(children=2)
        silent = fastcgi.connect(responder.path)
        self.addCleanup(silent.close)
        for noise in (b"GET / HTTP/1.0\r\n\r\n", b"\x00" * 64, b"\xff" * 4096,
                      fastcgi.record(fastcgi.STDIN, b"x"), fastcgi.record(fastcgi.PARAMS, b"\xff\xff\xff\xff"),
                      fastcgi.head([])[:16] + fastcgi.record(fastcgi.PARAMS, b"\x84\xff\xff\xff" * 9)):
            with fastcgi.connect(responder.path) as sock:
                sock.sendall(noise)
                sock.shutdown(socket.SHUT_WR)
                fastcgi.answer(sock)
            self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200, noise[:16])
        self.assertEqual([child.poll() for child in responder.children], [None, None])

    def test_a_stalled_sender_costs_one_process_at_the_deadline(self):
        responder = self.responder(deadline=1)
        with fastcgi.connect(responder.path) as sock:
            sock.sendall(fastcgi.head(fastcgi.request("POST", "/nowhere", b"x" * 100)))
            self.assertEqual(responder.children[0].wait(3), 74)
        self.assertIn("deadline_passed", responder.said())

    def test_the_deadline_is_of_each_request_anew(self):
        responder = self.responder(deadline=1)
        for _ in range(3):
            self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200)
            time.sleep(0.6)
        self.assertIsNone(responder.children[0].poll())

    def test_several_processes_share_a_socket(self):
        responder = self.responder(children=3)
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda n: responder.ask("GET", f"/api/v1/nothing/{n}"), range(400)))
        self.assertEqual({answer[0] for answer in answers}, {404})
        for n, answer in enumerate(answers):
            self.assertIn(b"not-found", answer[2], n)
        self.assertEqual(responder.stop(), [0, 0, 0])

    def test_under_its_supervisors_a_killed_child_comes_back(self):
        """As run and systemd start it: spawn-fcgi, multiwatch."""
        responder = Responder(PROGRAM, self.folder)
        command = ["spawn-fcgi", "-n", "-s", responder.path, "-M", "0660", "-b", "1024", "--",
                   shutil.which("multiwatch"), "-f", "2", "--"] + responder.arguments
        log = self.enterContext(tempfile.TemporaryFile())
        top = subprocess.Popen(command, stderr=log)
        self.addCleanup(self.end, top)
        wait_for(lambda: read(log).count("event=serving") == 2)
        self.assertEqual(os.stat(responder.path).st_mode & 0o777, 0o660)
        first = sorted(self.children_of(top.pid))
        self.assertEqual(len(first), 2)
        os.kill(first[0], signal.SIGKILL)
        since = time.monotonic()
        wait_for(lambda: len(self.children_of(top.pid) - {first[0]}) == 2)
        self.assertEqual(responder.ask("GET", "/health", HORA_INSIDE="yes")[0], 200)
        self.assertLess(time.monotonic() - since, 3)
        wait_for(lambda: read(log).count("event=serving") == 3)
        top.terminate()
        self.assertEqual(top.wait(5), 0)
        wait_for(lambda: read(log).count("event=stopped") == 2)

    def end(self, top):
        if top.poll() is None:
            children = self.children_of(top.pid)
            top.kill()
            top.wait()
            for child in children:
                os.kill(child, signal.SIGKILL)

    def children_of(self, pid):
        with open(f"/proc/{pid}/task/{pid}/children") as listing:
            return {int(child) for child in listing.read().split()}


if __name__ == "__main__":
    unittest.main()
