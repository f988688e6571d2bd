"""The site that is measured: ./run's own database server, and beside it, for each
data set, a database with its responders behind an nginx of their own. All of it
ends with the run."""
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
TREE = HERE.parent
RESPONDERS = 6  # as ./run has them

# An answer that costs nothing, by the same nginx and the same responders: what
# they are asked for on the machine's own door, on a public one for this run.
EMPTY = """
	location = /bench/empty {
		include @etc@/fastcgi.conf;
		fastcgi_param REQUEST_METHOD GET;
		fastcgi_param REQUEST_URI /alive;
		fastcgi_param QUERY_STRING "";
		fastcgi_param HORA_INSIDE yes;
		fastcgi_pass_request_body off;
		fastcgi_pass hora-booking;
	}
"""


def is_root():
    return os.geteuid() == 0


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def children(pid):
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def cpu(pids):
    """Seconds on a processor so far, to the nanosecond, of these processes."""
    total = 0
    for pid in pids:
        try:
            total += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
        except FileNotFoundError:
            pass
    return total / 1e9


def private_memory(pid):
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(r.split()[1]) for r in rows if r.startswith("Private_")) * 1024


class Front:
    """One database, some responders, one nginx."""

    def __init__(self, base, database, processes=RESPONDERS):
        self.base, self.database, self.processes = base, database, processes
        self.run = Path(tempfile.mkdtemp(prefix="hora-bench-", dir="/run" if is_root() else "/tmp"))
        self.port = free_port()
        self.started = []
        self.run.chmod(0o711)
        for folder in ("inside", "tmp", "log", "etc", "media"):
            (self.run / folder).mkdir()
        self.start_responders()
        self.start_nginx()

    @property
    def url(self):
        return f"https://localhost:{self.port}"

    def start_responders(self):
        settings = (self.base.var / "etc/hora-booking.conf").read_text()
        settings = settings.replace("dbname=hora ", f"dbname={self.database} ")
        settings = settings.replace(f"site = {self.base.url}", f"site = {self.url}")
        file = self.run / "etc/hora-booking.conf"
        file.touch(0o600)
        file.write_text(settings)
        owners = []
        if is_root():
            shutil.chown(file, "hora-booking")
            owners = ["-u", "hora-booking", "-g", "hora-booking", "-U", "hora-booking", "-G", "www-data"]
        (self.run / "etc").chmod(0o755)
        program = next(self.base.var.glob("app/libexec/hora/hora-booking"))
        self.sock = self.run / "booking.sock"
        self.launch("booking", signal.SIGTERM, "spawn-fcgi", "-n", "-s", self.sock, "-M", "0660", "-b", "1024",
                    *owners, "--", "/usr/bin/multiwatch", "-f", self.processes, "-r", "1000", "-t", "1",
                    "-s", "INT", "--", program, "--config", file)
        while not self.sock.exists():
            time.sleep(0.02)

    def start_nginx(self):
        etc, var = self.run / "etc/nginx", self.base.var
        share = f"{self.base.run}/var/app/share/hora"
        subprocess.run(
            [TREE / "tools/nginx-config", etc, f"run={self.run}", f"share={share}", f"media={self.run}/media",
             f"log={self.run}/log", f"tmp={self.run}/tmp", f"certificate={var}/etc/site.pem",
             f"certificate_key={var}/secret/site.key", "names=localhost 127.0.0.1",
             f"address=127.0.0.1:{self.port}", "listen6_default=", "listen6=",
             "user=" + ("user www-data;" if is_root() else ""), "unlimited=127.0.0.0/8 1; ::1 1;"], check=True)
        conf = etc / "hora.conf"
        text = conf.read_text()
        door = "\t# Pages for everybody and the API.\n"
        assert text.count(door) == 1, "nginx/hora.conf.in has changed: where does the empty answer go?"
        conf.write_text(text.replace(door, EMPTY.replace("@etc@", str(etc)) + door))
        self.launch("nginx", signal.SIGQUIT, "nginx", "-p", self.run, "-e", self.run / "log/nginx.log",
                    "-c", etc / "run.conf")
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"bench/run: nginx does not start: see {self.run}/log")

    def launch(self, name, sign, *command):
        log = open(self.run / "log" / f"{name}.out", "ab")
        env = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        process = subprocess.Popen([str(c) for c in command], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                   env=env, cwd="/", start_new_session=True)
        self.started.append((process, sign))
        return process

    def responders(self):
        return children(self.started[0][0].pid)

    def nginx(self):
        pid = self.started[1][0].pid
        return [pid, *children(pid)]

    def backends(self):
        rows = self.base.sql("select pid from pg_stat_activity where usename = 'hora_booking' and datname = current_database()",
                             self.database)
        return [int(r) for r in rows.split()]

    def burnt(self):
        return {"responder": cpu(self.responders()), "database": cpu(self.backends()), "nginx": cpu(self.nginx())}

    def stop(self):
        for process, sign in self.started:
            process.send_signal(sign)
        for process, _ in self.started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
        shutil.rmtree(self.run, ignore_errors=True)


class Base:
    """What ./run sets up: programs, certificate, database server."""

    def __init__(self, say):
        self.say = say
        self.folder = Path(os.environ.get("HORA_VAR") or TREE / "build/bench/var")
        self.env = {**os.environ, "HORA_VAR": str(self.folder), "HORA_LIMITS": "off", "HORA_PORT": str(free_port())}
        self.fronts = {}

    def start(self):
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([TREE / "run", "--background"], env=self.env, check=True, stdout=subprocess.DEVNULL)
        self.var = self.folder.resolve()
        self.run = (self.var / "run").resolve()
        self.url = (self.var / "address").read_text().strip().rstrip("/")

    def psql(self, database, *options):
        return ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", f"{self.run}/database", "-U", "postgres",
                "-d", database, *options]

    def sql(self, text, database="postgres"):
        done = subprocess.run(self.psql(database, "-At", "-c", text), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"bench/run: {done.stderr}")
        return done.stdout.strip()

    def as_booking(self, database):
        """libpq's environment for connecting as the booking program does."""
        env = {**os.environ, "PGHOST": f"{self.run}/database", "PGUSER": "hora_booking", "PGDATABASE": database}
        if not is_root():
            env["PGPASSFILE"] = f"{self.var}/secret/booking.pgpass"
        return env

    def add_database(self, name, studios, months=False):
        """A migrated database with its data set; progress is told."""
        began = time.time()
        self.let_in(name)
        self.sql(f'create database "{name}"')
        settings = (self.var / "etc/hora.conf").read_text().replace("dbname=hora ", f"dbname={name} ")
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
            file.write(settings)
            file.flush()
            subprocess.run([self.var / "app/bin/hora", "migrate", "--config", file.name], check=True,
                           stdout=subprocess.DEVNULL)
        self.say(f"{name}: catalogue of {studios:,} studios")
        subprocess.run(self.psql(name, "-v", f"studios={studios}", "-v", f"months={int(months)}",
                                 "-f", HERE / "data.sql"), check=True)
        self.copy_all(name)
        claims = int(self.sql("select count(*) from hora.claim", name))
        self.say(f"{name}: {claims:,} claims, vacuum and analyze")
        self.sql("vacuum (analyze)", name)
        self.sql("checkpoint", name)
        self.say(f"{name}: ready after {time.time() - began:.0f} s")

    def let_in(self, name):
        rules = self.var / "pg/pg_hba.conf"
        how = "peer map=hora" if is_root() else "scram-sha-256"
        with open(rules, "a", encoding="ascii") as file:
            file.write(f'local "{name}" all {how}\n')
        self.sql("select pg_reload_conf()")

    def copy_all(self, name):
        guards = self.sql("""
            select 'alter table hora.claim drop constraint claim_no_overlap;'
                   || 'drop index hora.claim_listing, hora.claim_occasion'""", name)
        again = [self.sql("""select 'alter table hora.claim add constraint claim_no_overlap '
                                    || pg_get_constraintdef(oid) from pg_constraint
                              where conname = 'claim_no_overlap'""", name)]
        again += self.sql("select indexdef from pg_indexes where indexname in ('claim_listing', 'claim_occasion')",
                          name).splitlines()
        self.sql(guards, name)
        for table, columns, rows in TABLES:
            self.say(f"{name}: copying {table}")
            self.copy(name, table, columns, rows)
        for statement in again:
            self.say(f"{name}: {statement[:70]}…")
            self.sql("set maintenance_work_mem = '512MB'; set search_path = hora, public; " + statement, name)
        self.sql("drop table hora.occupied", name)

    def copy(self, name, table, columns, rows):
        out = subprocess.Popen(self.psql(name, "-c", f"copy ({rows}) to stdout"), stdout=subprocess.PIPE)
        into = subprocess.run(
            self.psql(name, "-c", "set session_replication_role = replica",
                      "-c", f"copy hora.{table} ({columns}) from stdin",
                      "-c", f"select setval(pg_get_serial_sequence('hora.{table}', 'id'), "
                            f"greatest(1, (select max(id) from hora.{table})))", "-o", "/dev/null"),
            stdin=out.stdout, check=False)
        if into.returncode or out.wait():
            raise SystemExit(f"bench/run: copying {table} failed")

    def front(self, database, **options):
        front = Front(self, database, **options)
        self.fronts[front.port] = front
        return front

    def end(self, front):
        """A front and its database, which may be large."""
        self.fronts.pop(front.port).stop()
        self.sql(f'drop database "{front.database}" with (force)')

    def stop(self):
        for front in self.fronts.values():
            front.stop()
        self.fronts = {}
        subprocess.run([TREE / "run", "--reset"], env=self.env, check=False, stdout=subprocess.DEVNULL)


TABLES = [
    ("occasion", "id, studio_id, service_id, starts, ends, capacity, taken",
     "select id, studio_id, studio_id, starts, starts + interval '1 hour', 1, 1 from hora.occupied order by id"),
    ("claim", "id, studio_id, occasion_id, resource_id, blocked, lead_sec, length_sec, state",
     "select id, studio_id, id, resource_id, tstzrange(starts, starts + interval '1 hour'), 0, 3600, 'confirmed'"
     " from hora.occupied order by id"),
    ("booking", "id, public_id, studio_id, occasion_id, customer_id, state, name, email, language, price_minor,"
     " currency, tax_permille, source, manage_hash, manage_until",
     "select id, lpad(id::text, 16, '0'), studio_id, id, studio_id, 'confirmed', 'Regular', 'regular@example.com',"
     " 'en', 4000, 'EUR', 0, 'import', sha256(id::text::bytea), starts + interval '30 days'"
     " from hora.occupied order by id"),
]


