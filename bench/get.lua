-- wrk's requests for reading. Arguments: PATH, or PATH FIRST BASE for days that
-- nobody has asked for before: FIRST is a midnight, BASE the number of the first
-- question; each moves the period by a day, and after 36 days by a second, within
-- the night, so that all answers are alike and no two questions.
local DAYS, NIGHT = 36, 21600

local threads = {}
function setup(thread)
	table.insert(threads, thread)
	thread:set("place", #threads)
end

local path, first, base, count

function init(args)
	path, first, base, count = args[1], tonumber(args[2]), tonumber(args[3]), 0
	if not first then
		local fixed = wrk.format("GET", path)
		request = function() return fixed end
	end
end

local function instant(seconds)
	return os.date("!%Y-%m-%dT%H:%M:%SZ", seconds)
end

function request()
	local n = base + count * 2 + place
	local from = first + n % DAYS * 86400 + math.floor(n / DAYS) % NIGHT
	count = count + 1
	return wrk.format("GET", path .. "&from=" .. instant(from) .. "&to=" .. instant(from + 86400))
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format(
		'\n{"requests":%d,"seconds":%f,"bytes":%d,"failed":%d,"p50":%f,"p99":%f}\n',
		summary.requests, summary.duration / 1e6, summary.bytes,
		e.connect + e.read + e.write + e.status + e.timeout,
		latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end
