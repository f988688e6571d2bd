"""A small FastCGI client (version 1, one request a connection), with the means
to be a bad one: bodies cut short, connections left open, records not sent."""
import socket
import struct

BEGIN, END, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7


def record(kind, content):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def stream(kind, content):
    whole = b"".join(record(kind, content[i:i + 60000]) for i in range(0, len(content), 60000))
    return whole + record(kind, b"")


def length(n):
    return struct.pack(">B", n) if n < 128 else struct.pack(">I", n | 0x80000000)


def pairs(params):
    """params: (name, value) in order, so that a name can come twice."""
    out = b""
    for name, value in params:
        name = name.encode()
        value = value if isinstance(value, bytes) else value.encode()
        out += length(len(name)) + length(len(value)) + name + value
    return out


def connect(path):
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(30)
    try:
        sock.connect(path)
    except OSError:
        sock.close()
        raise
    return sock


def head(params):
    return record(BEGIN, struct.pack(">HB5x", 1, 0)) + stream(PARAMS, pairs(params))


def answer(sock):
    """Reads to the end of the request: (status, headers, body), None when the
    connection ended before."""
    data = out = b""
    while True:
        while len(data) >= 8:
            _, kind, _, size, padding, _ = struct.unpack(">BBHHBB", data[:8])
            if len(data) < 8 + size + padding:
                break
            if kind == STDOUT:
                out += data[8:8 + size]
            data = data[8 + size + padding:]
            if kind == END:
                return parse(out)
        more = sock.recv(65536)
        if not more:
            return None
        data += more


def parse(out):
    top, _, body = out.partition(b"\r\n\r\n")
    headers = [line.split(": ", 1) for line in top.decode().split("\r\n")]
    assert headers[0][0] == "Status", headers
    return int(headers[0][1].split()[0]), headers[1:], body


def request(method, target, body=b"", **more):
    """The parameters our nginx sends, with more or others (None leaves one out)."""
    params = {"REQUEST_METHOD": method, "REQUEST_URI": target, "REMOTE_ADDR": "127.0.0.1"}
    if body:
        params["CONTENT_LENGTH"] = str(len(body))
    params.update(more)
    return [(name, value) for name, value in params.items() if value is not None]


def ask(path, method, target, body=b"", **more):
    with connect(path) as sock:
        sock.sendall(head(request(method, target, body, **more)) + stream(STDIN, body))
        return answer(sock)
