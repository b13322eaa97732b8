-- Cancels open jobs, or withdraws a posting that its node has not acknowledged; an instance that is at one of the jobs is
-- told with its next call. Other nodes may have acknowledged the same jobs to a repeat of the posting: these stay, and so
-- does the key. It may come late and more than once.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  caller of the posting to be withdrawn; '' to cancel
-- ARGV[2]  its idempotency key, to be forgotten if it stands for the first of the jobs; '' for none
-- ARGV[3]  word of the question: `done` also where the very same has cancelled a job before; '' to withdraw
-- ARGV     IDs
--
-- The reply for each: `done`, `late`, `unknown` or `kept`.
local FIRST = 4
local word = ARGV[3]
local replies = {}
local is_withdrawal = ARGV[1] ~= ''
local is_kept = is_withdrawal and call('HGET', job_key(ARGV[FIRST]), 'kept')
local key = ARGV[2] ~= '' and PREFIX .. 'key:' .. #ARGV[1] .. ':' .. ARGV[1] .. ':' .. ARGV[2]
local known = not is_kept and key and call('GET', key)
if known and string.find(known, ' ' .. ARGV[FIRST], 1, true) then
    call('DEL', key)
end
for i = FIRST, #ARGV do
    local id = ARGV[i]
    local job = job_of(id)
    if not job then
        replies[#replies + 1] = 'unknown'
    elseif job.state ~= 'queued' and job.state ~= 'running' then
        replies[#replies + 1] = call('HGET', job_key(id), 'by') == word and 'done' or 'late'
    elseif is_withdrawal and call('HGET', job_key(id), 'kept') then
        replies[#replies + 1] = 'kept'
    else
        local caller = caller_of(job.caller)
        local charged = call('HGET', held_key(job.instance), id)
        call('ZREM', caller.queue, id)
        if job.state == 'running' and charged then
            call('HDEL', held_key(job.instance), id)
            call('RPUSH', PREFIX .. 'gone:' .. job.instance, id)
            caller.turns = max(0, caller.turns - (charged == BETWEEN and 0 or 1))
        end
        end_job(id, caller, 'cancelled', 'by', word)
        rank(caller)
        replies[#replies + 1] = 'done'
    end
end
save()
return replies
