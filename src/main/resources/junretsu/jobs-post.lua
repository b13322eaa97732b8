-- Takes jobs of one caller in: all or none. The same jobs again are taken once.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  caller      ARGV[2]  its weight      ARGV[3]  jobs of it that may run, '' for any number
-- ARGV[4]  jobs of it that may be open          ARGV[5]  jobs of all that may be open in this shard
-- ARGV[6]  idempotency key, '' for none         ARGV[7]  hash of the numbers      ARGV[8]  seconds to keep the key
-- ARGV     and for each job: ID, number, priority, Unix ms of its posting or '' for now
--
-- The reply begins with one of these words. Only `accepted` has written anything.
--   accepted, Unix ms, open jobs in this shard, mark
--   repeat, then the fields of each job that had the key before
--   conflict                the key stands for other numbers
--   limited, open jobs of the caller      full, open jobs of this shard
local name, weight, running_max = ARGV[1], ARGV[2], ARGV[3]
local FIRST, WIDTH = 9, 4
local caller = caller_of(name)

local key = ARGV[6] ~= '' and PREFIX .. 'key:' .. #name .. ':' .. name .. ':' .. ARGV[6]
local known = key and call('GET', key)
if known then
    local words, jobs = {}, { 'repeat' }
    for word in string.gmatch(known, '%S+') do
        words[#words + 1] = word
    end
    if words[1] ~= ARGV[7] then
        return { 'conflict' }
    end
    for i = 2, #words do
        local fields = call('HGETALL', job_key(words[i]))
        jobs[i] = { words[i], fields }
        known = known and #fields > 0
    end
    if known and words[2] ~= ARGV[FIRST] then
        return jobs
    end
end

local fresh, ids = {}, { ARGV[7] }
for i = FIRST, #ARGV, WIDTH do
    local id = ARGV[i]
    ids[#ids + 1] = id
    local state = call('HGET', job_key(id), 'state')
    if not state or state == 'queued' and not call('ZSCORE', caller.queue, id) then
        fresh[#fresh + 1] = i
    end
end
if caller.open + #fresh > tonumber(ARGV[4]) then
    return { 'limited', caller.open }
end
if meta.open + #fresh > tonumber(ARGV[5]) then
    return { 'full', meta.open }
end
local was_queued = call('EXISTS', caller.queue) == 1

-- The job itself is written last: without it the rest is nothing, should one of the other keys be of another type.
for n, i in ipairs(fresh) do
    local id = ARGV[i]
    call('ZADD', ALL, 0, id)
    call('ZADD', PREFIX .. 'jobs:' .. name, 0, id)
    enqueue(id, caller, tonumber(ARGV[i + 2]), meta.order + n)
end
local has_rule = weight ~= '1' or running_max ~= '' or caller.weight ~= 1 or caller.running_max ~= math.huge
if has_rule then
    call('HSET', caller.key, 'weight', weight, 'running_max', running_max)
    if caller.open > 0 then
        meta.weight = meta.weight + tonumber(weight) - caller.weight
    end
    caller.weight = tonumber(weight)
    caller.running_max = tonumber(running_max) or math.huge
end
if #fresh > 0 then
    open_jobs(caller, #fresh)
end
if has_rule or not was_queued then
    rank(caller)
end
for n, i in ipairs(fresh) do
    local posted = ARGV[i + 3] ~= '' and ARGV[i + 3] or whole(now)
    call('HSET', job_key(ARGV[i]), 'caller', name, 'number', ARGV[i + 1], 'priority', ARGV[i + 2], 'state', 'queued',
        'posted', posted, 'order', whole(meta.order + n))
end
meta.order = meta.order + #fresh
if key then
    call('SET', key, table.concat(ids, ' '), 'EX', ARGV[8])
end
save()
return { 'accepted', whole(now), meta.open, meta.mark }
