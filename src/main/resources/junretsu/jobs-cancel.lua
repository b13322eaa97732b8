-- Cancels open jobs; an instance that is at one is told with its next call.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  caller and ARGV[2] idempotency key, to be forgotten if it stands for the first of the jobs; '' for none
-- ARGV     IDs
--
-- The reply for each: `done`, `late` or `unknown`.
local replies = {}
local key = ARGV[2] ~= '' and PREFIX .. 'key:' .. #ARGV[1] .. ':' .. ARGV[1] .. ':' .. ARGV[2]
local known = key and call('GET', key)
if known and string.find(known, ' ' .. ARGV[3], 1, true) then
    call('DEL', key)
end
for i = 1, #ARGV - 2 do
    local id = ARGV[i + 2]
    local job = job_of(id)
    if not job then
        replies[i] = 'unknown'
    elseif job.state ~= 'queued' and job.state ~= 'running' then
        replies[i] = 'late'
    else
        local caller = caller_of(job.caller)
        local word = call('HGET', held_key(job.instance), id)
        call('ZREM', caller.queue, id)
        if job.state == 'running' and word then
            call('HDEL', held_key(job.instance), id)
            call('RPUSH', PREFIX .. 'gone:' .. job.instance, id)
            caller.turns = max(0, caller.turns - (word == BETWEEN and 0 or 1))
        end
        end_job(id, caller, 'cancelled')
        rank(caller)
        replies[i] = 'done'
    end
end
save()
return replies
