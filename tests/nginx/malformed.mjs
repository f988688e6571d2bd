// Requests that no program should ever hear of (trust.md's R19): name, bytes, the
// status wanted (0: closed without a word).

export const host = 'Host: localhost\r\n';
export const close = 'Connection: close\r\n';
const many = Array.from({ length: 1000 }, (_, i) => `X-Header-${i}: ${i}\r\n`).join('');

export const malformed = [
	['no method', '\r\nxx\r\n\r\n', 400],
	['a lower-case method', `get / HTTP/1.1\r\n${host}\r\n`, 400],
	['no version (HTTP/0.9)', 'GET /\r\n', 0],
	['version 3.0', `GET / HTTP/3.0\r\n${host}\r\n`, 505],
	['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
	['two hosts', `GET / HTTP/1.1\r\n${host}Host: other\r\n\r\n`, 400],
	['NUL in a header', `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, 400],
	['NUL in the path', `GET /s/a%00b HTTP/1.1\r\n${host}\r\n`, 400],
	['a bad escape', `GET /s/%zz HTTP/1.1\r\n${host}\r\n`, 400],
	['a way out of the root', `GET /static/../../etc/passwd HTTP/1.1\r\n${host}\r\n`, 400],
	['a negative length', `POST / HTTP/1.1\r\n${host}Content-Length: -5\r\n\r\nabcde`, 400],
	['a signed length', `POST / HTTP/1.1\r\n${host}Content-Length: +5\r\n\r\nabcde`, 400],
	['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`, 400],
	['length and chunks', `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
	['a bad chunk', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n`, 400],
	['a huge chunk', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nfffffff\r\nabc\r\n`, 413],
	['an unknown transfer encoding', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`, 501],
	['a compressed body', `POST / HTTP/1.1\r\n${host}${close}Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc`, 415],
	['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, 405],
	['CONNECT', `CONNECT localhost:443 HTTP/1.1\r\n${host}\r\n`, [400, 405]],
	['an unknown method', `PROPFIND / HTTP/1.1\r\n${host}${close}\r\n`, 405],
	['a 10 kB address', `GET /${'a'.repeat(10000)} HTTP/1.1\r\n${host}\r\n`, 414],
	['a 100 kB header', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(100000)}\r\n\r\n`, 431],
	['1,000 headers', `GET / HTTP/1.1\r\n${host}${many}\r\n`, 431],
	['a 100 kB form', `POST / HTTP/1.1\r\n${host}${close}Content-Length: 100000\r\n\r\n${'a'.repeat(100000)}`, 413],
	['10 MB of JSON', `POST /api/v1/bookings HTTP/1.1\r\n${host}${close}Content-Length: 10000000\r\n\r\n{`, 413],
	['100-continue for too much', `POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 100000\r\n\r\n`, 413],
	['a foreign host', `GET / HTTP/1.1\r\nHost: elsewhere.example\r\n${close}\r\n`, 421],
	['a host that only begins like ours', `GET / HTTP/1.1\r\nHost: localhost.example\r\n${close}\r\n`, 421],
	['a foreign absolute address', `GET https://elsewhere.example/ HTTP/1.1\r\n${host}${close}\r\n`, 421],
];
