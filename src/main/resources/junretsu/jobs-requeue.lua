-- Puts a failed job back into its caller's queue; its deaths are forgiven, but what was said of them is kept.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  ID
-- ARGV[2]  word of the question: `done` also where the very same has put the job back before
--
-- The reply: `done` and the fields of the job, `late` or `unknown`.
local id, word = ARGV[1], ARGV[2]
local job = job_of(id)
if not job then
    return { 'unknown' }
end
if call('HGET', job_key(id), 'by') == word then
    return { 'done', call('HGETALL', job_key(id)) }
end
if job.state ~= 'failed' then
    return { 'late' }
end
local caller = caller_of(job.caller)
enqueue(id, caller, job.priority, job.order)
call('ZREM', DEAD, id)
open_jobs(caller, 1)
rank(caller)
call('HDEL', job_key(id), 'ended')
call('HSET', job_key(id), 'state', 'queued', 'deaths', 0, 'by', word)
save()
return { 'done', call('HGETALL', job_key(id)) }
