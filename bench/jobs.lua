-- For wrk: jobs of new callers with numbers of up to 40 digits, or, with arguments, questions for the jobs whose IDs they are.
local ids = {}

function init(args)
    math.randomseed(os.time() * 1000 + math.floor(os.clock() * 1e6))
    for i = 1, #args do
        ids[i] = args[i]
    end
end

local function post()
    local number = string.format("%d%013d%013d%013d", math.random(1, 9), math.random(0, 9999999999999), math.random(0, 9999999999999),
        math.random(0, 9999999999999))
    local headers = {["Content-Type"] = "application/json", ["X-Caller-ID"] = "caller-" .. math.random(1, 1000000000)}
    return wrk.format("POST", "/compute", headers, '{"number":"' .. number .. '"}')
end

function request()
    if #ids == 0 then
        return post()
    end
    return wrk.format("GET", "/compute/" .. ids[math.random(1, #ids)])
end

function done(summary, latency)
    local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
    io.write(string.format('{"rate":%.0f,"count":%d,"failed":%d,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f}\n',
        summary.requests * 1e6 / summary.duration, summary.requests, failed, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        latency.max / 1000))
end
