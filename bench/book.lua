-- wrk's requests for booking: each its own start. Arguments: FIRST, a midnight;
-- BASE, the number of the first start. Forty staff have 64 starts a day each.
local STAFF, STARTS = 40, 64

local threads = {}
function setup(thread)
	table.insert(threads, thread)
	thread:set("place", #threads)
end

local first, base
count = 0

function init(args)
	first, base = tonumber(args[1]), tonumber(args[2])
	wrk.headers["Content-Type"] = "application/json"
end

function request()
	local n = base + count * 2 + place
	local turn = math.floor(n / STAFF)
	local start = first + math.floor(turn / STARTS) * 86400 + 6 * 3600 + turn % STARTS * 900
	count = count + 1
	wrk.headers["Idempotency-Key"] = string.format("bench-%016d", n)
	return wrk.format("POST", "/api/v1/studios/book/bookings", nil, string.format(
		'{"service":"visit","staff":"r%d","start":"%s","customer":{"name":"Bench Client","email":"c%d@example.com"}}',
		n % STAFF + 1, os.date("!%Y-%m-%dT%H:%M:%SZ", start), n))
end

function done(summary, latency)
	local e, used = summary.errors, 0
	for _, thread in ipairs(threads) do
		used = math.max(used, thread:get("count") * 2 + 2)
	end
	io.write(string.format(
		'\n{"requests":%d,"seconds":%f,"bytes":%d,"failed":%d,"p50":%f,"p99":%f,"used":%d}\n',
		summary.requests, summary.duration / 1e6, summary.bytes,
		e.connect + e.read + e.write + e.status + e.timeout,
		latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, used))
end
