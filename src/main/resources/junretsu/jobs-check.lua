-- Says which jobs are there, for the server that has to bring back those that are not, and mends what a Redis that lost
-- some keys has left of them.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV     IDs
--
-- The reply: mark; then for each job `missing`, `open`, or the fields of one that has ended.
local reply = { meta.mark }

local function mend(id, job)
    local caller = caller_of(job.caller)
    local is_queued = call('ZSCORE', caller.queue, id)
    local word = job.state == 'running' and call('HGET', held_key(job.instance), id)
    if word and not call('ZSCORE', LEASES, job.instance) then
        call('ZADD', LEASES, whole(now), job.instance)
    end
    if not is_queued and not word then
        call('HSET', job_key(id), 'state', 'queued')
        enqueue(id, caller, job.priority, job.order)
        if caller.open < call('ZCARD', caller.queue) then
            open_jobs(caller, 1)
        end
    end
    call('ZADD', ALL, 'NX', 0, id)
    call('ZADD', PREFIX .. 'jobs:' .. job.caller, 'NX', 0, id)
    call('ZADD', ACTIVE, 'NX', 0, job.caller)
    rank(caller)
end

for i, id in ipairs(ARGV) do
    local job = job_of(id)
    if not job then
        reply[i + 1] = 'missing'
    elseif job.state == 'queued' or job.state == 'running' then
        mend(id, job)
        reply[i + 1] = 'open'
    else
        reply[i + 1] = call('HGETALL', job_key(id))
    end
end
save()
return reply
