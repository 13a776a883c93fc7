-- Sends one path over and over, each time with the next visitor's cookies.
-- Arguments: the path, and a file with one Cookie header a line; without it no cookies are sent.

local requests = {}
local sent = 0

function init(args)
	local path, file = args[1], args[2]
	if file then
		for line in io.lines(file) do
			requests[#requests + 1] = wrk.format('GET', path, { ['Cookie'] = line })
		end
	else
		requests[1] = wrk.format('GET', path)
	end
end

function request()
	sent = sent % #requests + 1
	return requests[sent]
end

function done(summary)
	local errors = summary.errors
	local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
	io.write(string.format('{"requests":%d,"microseconds":%d,"failed":%d}\n', summary.requests, summary.duration, failed))
end
