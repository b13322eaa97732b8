-- Looks at a whole shard; and writes something, so that a Redis that takes no postings takes no looks either.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  callers to be shown at most
--
-- The reply: mark, open jobs, of these begun, callers with open jobs, failed jobs, workers, mean us of a turn; then for
-- each caller, the one with most CPU time first, its name, queued jobs, open jobs, us used, Unix ms of its next job's
-- posting or ''.
call('HSET', META, 'mark', meta.mark)
local begun, workers = 0, 0
for _, instance in ipairs(call('ZRANGE', LEASES, 0, -1)) do
    begun = begun + call('HLEN', held_key(instance))
    workers = workers + tonumber(call('HGET', WORKERS, instance) or '0')
end
local reply = {
    meta.mark, meta.open, begun, call('ZCARD', ACTIVE), call('ZCARD', DEAD), workers, whole(meta.guess),
}
local names = call('ZREVRANGE', ACTIVE, 0, tonumber(ARGV[1]) - 1, 'WITHSCORES')
for i = 1, #names, 2 do
    local caller = caller_of(names[i])
    local first = call('ZRANGE', caller.queue, 0, 0)[1]
    local posted = first and call('HGET', job_key(first), 'posted') or ''
    reply[#reply + 1] = { names[i], call('ZCARD', caller.queue), caller.open, whole(tonumber(names[i + 1])), posted }
end
return reply
