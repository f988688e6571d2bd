"""Responders as processes: their configuration, start and stop."""
import os
import secrets
import signal
import socket
import subprocess
import tempfile
import time

import fastcgi

SOURCE = os.environ.get("HORA_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
BUILD = os.environ.get("HORA_BUILD", os.getcwd())


def read(log):
    log.seek(0)
    return log.read().decode()


def wait_for(ready):
    """Until ready() is true; at most ten seconds."""
    until = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def make_session_keys(folder):
    """A pair of keys for session tokens; the public one's file."""
    key, public = os.path.join(folder, "session"), os.path.join(folder, "session.pub")
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key], check=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True, stderr=subprocess.DEVNULL)
    os.chmod(key, 0o600)
    os.chmod(public, 0o600)
    return public


class Responder:
    """A program on a socket of its own, under no supervisor and without a database."""

    def __init__(self, program, folder, deadline=10):
        self.path = os.path.join(folder, "s")
        conf = os.path.join(folder, "conf")
        key = os.path.join(folder, "key")
        with open(os.open(key, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32))
        with open(os.open(conf, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as out:
            out.write(f"""site = https://hora.example
database = host={folder} dbname=none
view_folder = {SOURCE}/views
text_folder = {BUILD}/share/texts
asset_list = {BUILD}/share/static/assets.txt
api_file = {SOURCE}/public/openapi.json
signing_key = {key}
session_keys = {make_session_keys(folder)}
deadline = {deadline}
""" + (f"session_key = {folder}/session\nsafe_key = {key}\nturn_folder = {folder}\n" if os.path.basename(program) == "hora-auth" else ""))
        self.arguments = [program, "--config", conf]

    def start(self, children=1):
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(64)
        # Reading it here moves where the children write, unless they append.
        self.log = tempfile.TemporaryFile("a+b")
        self.children = [subprocess.Popen(self.arguments, stdin=self.listener, stderr=self.log)
                         for _ in range(children)]
        wait_for(lambda: read(self.log).count("event=serving") == children)
        return self

    def ask(self, *arguments, **parameters):
        return fastcgi.ask(self.path, *arguments, **parameters)

    def stop(self):
        for child in self.children:
            child.send_signal(signal.SIGTERM)
        codes = [child.wait(5) for child in self.children]
        self.listener.close()
        return codes

    def said(self):
        return read(self.log)
