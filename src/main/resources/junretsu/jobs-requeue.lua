-- Puts a failed job back into its caller's queue; its deaths are forgiven, but what was said of them is kept.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  ID
--
-- The reply: `done`, `late` or `unknown`.
local id = ARGV[1]
local job = job_of(id)
if not job then
    return 'unknown'
end
if job.state ~= 'failed' then
    return 'late'
end
local caller = caller_of(job.caller)
call('HSET', job_key(id), 'state', 'queued', 'deaths', 0)
call('HDEL', job_key(id), 'ended')
call('ZREM', DEAD, id)
enqueue(id, caller, job.priority, job.order)
open_jobs(caller, 1)
rank(caller)
save()
return 'done'
