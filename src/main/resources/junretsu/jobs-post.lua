-- Takes jobs in, of several postings at once; of each all or none. The same jobs again are taken once.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV     for each posting eight words, and four for each of its jobs:
--            caller, its weight, jobs of it that may run ('' for any number), jobs of it that may be open,
--            jobs of all that may be open in this shard, idempotency key ('' for none), hash of the numbers and for how
--            many seconds the key is kept behind a comma, number of jobs
--            ID, number, priority, Unix ms of its posting ('' for now)
--
-- The reply for each posting begins with one of these words. Only `accepted` has taken jobs in, and `repeat` has marked
-- them as kept by another node, so that the first one does not withdraw them.
--   accepted, Unix ms, open jobs in this shard, mark
--   repeat, then the ID and the fields of each job that had the key before
--   conflict                the key stands for other numbers
--   limited, open jobs of the caller      full, open jobs of this shard
local HEADER, WIDTH = 8, 4

-- Returns a refusal or the jobs of an earlier posting; else nothing, and the key.
local function look_up(name, at)
    local idempotency_key = ARGV[at + 5]
    if idempotency_key == '' then
        return nil
    end
    local key = PREFIX .. 'key:' .. #name .. ':' .. name .. ':' .. idempotency_key
    local known = call('GET', key)
    if not known then
        return nil, key
    end
    local words, jobs = {}, { 'repeat' }
    for word in string.gmatch(known, '%S+') do
        words[#words + 1] = word
    end
    if words[1] ~= string.match(ARGV[at + 6], '^%x+') then
        return { 'conflict' }
    end
    for i = 2, #words do
        local fields = call('HGETALL', job_key(words[i]))
        if #fields == 0 then
            return nil, key
        end
        jobs[i] = { words[i], fields }
    end
    if words[2] == ARGV[at + HEADER] then
        return nil, key
    end
    for i = 2, #words do
        call('HSETNX', job_key(words[i]), 'kept', '1')
    end
    return jobs
end

local function set_rule(caller, weight, running_max)
    call('HSET', caller.key, 'weight', weight, 'running_max', running_max)
    if caller.open > 0 then
        meta.weight = meta.weight + tonumber(weight) - caller.weight
    end
    caller.weight = tonumber(weight)
    caller.running_max = tonumber(running_max) or math.huge
end

local function post(at)
    local name, weight, running_max, count = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 7])
    local before, key = look_up(name, at)
    if before then
        return before
    end
    local caller = caller_of(name)
    local fresh, ids = {}, { (string.match(ARGV[at + 6], '^%x+')) }
    for i = at + HEADER, at + HEADER + WIDTH * (count - 1), WIDTH do
        local id = ARGV[i]
        ids[#ids + 1] = id
        local state = call('HGET', job_key(id), 'state')
        if not state or state == 'queued' and not call('ZSCORE', caller.queue, id) then
            fresh[#fresh + 1] = i
        end
    end
    if caller.open + #fresh > tonumber(ARGV[at + 3]) then
        return { 'limited', caller.open }
    end
    if meta.open + #fresh > tonumber(ARGV[at + 4]) then
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
        set_rule(caller, weight, running_max)
    end
    if #fresh > 0 then
        open_jobs(caller, #fresh)
    end
    if has_rule or not was_queued then
        rank(caller)
    end
    for n, i in ipairs(fresh) do
        local is_again = ARGV[i + 3] ~= '' -- by a node that has acknowledged it
        local posted = is_again and ARGV[i + 3] or whole(now)
        call('HSET', job_key(ARGV[i]), 'caller', name, 'number', ARGV[i + 1], 'priority', ARGV[i + 2], 'state', 'queued',
            'posted', posted, 'order', whole(meta.order + n))
        if is_again then
            call('HSET', job_key(ARGV[i]), 'kept', '1')
        end
    end
    meta.order = meta.order + #fresh
    if key then
        call('SET', key, table.concat(ids, ' '), 'EX', string.match(ARGV[at + 6], '%d+$'))
    end
    return { 'accepted', whole(now), meta.open, meta.mark }
end

local replies, at = {}, 1
while at <= #ARGV do
    replies[#replies + 1] = post(at)
    at = at + HEADER + WIDTH * tonumber(ARGV[at + 7])
end
save()
return replies
