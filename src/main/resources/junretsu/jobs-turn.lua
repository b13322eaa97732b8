-- Takes turns back from an instance and hands out others; renews its lease, and ends those that ran out.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  instance: a word made anew with each start of a server
-- ARGV[2]  its lease in ms                    ARGV[3]  '1' for turns by CPU time, '0' for turns by count
-- ARGV[4]  slice in us                        ARGV[5]  the furthest that a caller may get ahead of the shard, in us
-- ARGV[6]  turns wanted                       ARGV[7]  guesses of those together, in us, unless there is but one
-- ARGV[8]  ms to keep an ended job            ARGV[9]  deaths after which a job is set apart
-- ARGV[10] number of the asking worker        ARGV[11] number of its call: the same again has the same effect and reply
-- ARGV[12] workers of the instance            ARGV[13] turns that come back
-- ARGV     for each of these: kind, ID, fence, us used, and four words that the kind needs:
--            keep   the job is suspended
--            back   it was not begun, or its state is not kept any more; fence 0 for any
--            done   state, primes, rest, 1 or 0 for proven
--            died   sentence
-- ARGV     and then for each suspended job that may go on, the best of each caller: ID, caller, priority, and `seated`,
--          `waited` when all that is suspended of its caller here waits for a seat, or `free`
--
-- The reply: Unix ms, mark, callers that are ready, work and weight of the shard, '1' when the instance had no lease, for each turn that came back
-- `ok`, `failed` (set apart) or `stale` (refused), jobs that the instance held and lost, what is handed out: each one ID
-- for a suspended job, or the fields of another, and the virtual time of each suspended job's caller.
local instance, lease = ARGV[1], tonumber(ARGV[2])
local by_time, slice, debt_max = ARGV[3] == '1', tonumber(ARGV[4]), tonumber(ARGV[5])
local wanted, budget, ttl, tries_max = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local worker, number = ARGV[10], ARGV[11]
local FIRST, WIDTH, CANDIDATE_WIDTH = 14, 8, 4
local LEAD_DIVISOR = 16 -- the shard's virtual time is ahead of the first who waits by this part of a slice at most
local ANY_FENCE = '0'
local CANDIDATES = FIRST + WIDTH * tonumber(ARGV[13])
local SWEEP_MAX, FORGET_MAX, SUSPECTS_MAX = 20, 4, 8
local HELD, GONE, DRAWN = held_key(instance), PREFIX .. 'gone:' .. instance, PREFIX .. 'drawn:' .. instance
local SUSPECT = 'suspect' -- beside the workers in DRAWN: the job with deaths that the instance is at

local first_ready -- before turns come back: a bound that is a little low does no harm

-- Corrects what a turn was charged. The shard's virtual time rises as all share what was used, so that callers who are
-- always new do not keep one waiting who had its slice; but not far beyond the first who waits, here with a suspended job
-- or anywhere with a queued one.
local function charge(caller, guess, used, is_lost)
    if by_time then
        local cost = is_lost and max(slice, used) or used
        local shared = meta.virtual_time + cost / max(caller.weight, meta.weight)
        first_ready = first_ready or tonumber(call('ZRANGE', READY, 0, 0, 'WITHSCORES')[2] or math.huge)
        local first = first_ready
        for i = CANDIDATES, #ARGV, CANDIDATE_WIDTH do
            first = min(first, caller_of(ARGV[i + 1]).virtual_time)
        end
        shared = min(shared, first + slice / LEAD_DIVISOR)
        meta.virtual_time = max(meta.virtual_time, shared)
        meta.work = meta.work + cost - guess
        local correction = (cost - guess) / caller.weight
        caller.virtual_time = caller.virtual_time + correction
        if correction > 0 then
            caller.virtual_time = min(caller.virtual_time, meta.virtual_time + debt_max / caller.weight)
        end
    end
    caller.guess = min(slice, caller.guess + (used - caller.guess) / GUESS_SHARE)
    meta.guess = min(slice, meta.guess + (used - meta.guess) / GUESS_SHARE)
    caller.used = caller.used + used
end

-- Charges a whole slice, or a job when turns go by count. What a call hands out to the same caller besides is charged its
-- guess and leaves the shard's virtual time as it is, which would else run ahead of what is really used.
local function begin_turn(caller, cost)
    if caller.is_drawn and by_time then
        cost = min(cost, caller.guess)
    else
        meta.virtual_time = max(meta.virtual_time, caller.virtual_time)
    end
    caller.is_drawn = true
    caller.virtual_time = caller.virtual_time + cost / caller.weight
    caller.turns = caller.turns + 1
    meta.work = meta.work + cost
    rank(caller)
    return exact(cost)
end

-- Takes back what an instance without a lease held: jobs that it was at have lost a worker.
local function sweep(dead)
    local held = call('HSCAN', held_key(dead), 0, 'COUNT', SWEEP_MAX)[2]
    for i = 1, #held, 2 do
        local id, job = held[i], job_of(held[i])
        call('HDEL', held_key(dead), id)
        if job and job.state == 'running' and job.instance == dead then
            local caller = caller_of(job.caller)
            if held[i + 1] == BETWEEN then
                call('HSET', job_key(id), 'state', 'queued')
                enqueue(id, caller, job.priority, job.order)
            else
                caller.turns = max(0, caller.turns - 1)
                charge(caller, tonumber(held[i + 1]), 0, true)
                die(id, caller, job, tries_max, '@' .. whole(now) .. ' its worker was not heard of any more')
            end
            caller.is_moved = true
        end
    end
    if call('EXISTS', held_key(dead)) == 0 then
        call('ZREM', LEASES, dead)
        call('HDEL', WORKERS, dead)
        call('DEL', PREFIX .. 'gone:' .. dead, PREFIX .. 'drawn:' .. dead)
    end
end

-- A time in which nobody called was one without Redis, or its clock has jumped: no worker has died of that.
local function renew()
    local silence = now - meta.heard
    local known = call('ZSCORE', LEASES, instance)
    meta.heard = now
    if silence < 0 or silence > lease / 2 then
        for _, other in ipairs(call('ZRANGE', LEASES, 0, -1)) do
            call('ZADD', LEASES, whole(now + lease), other)
        end
    end
    while not known and call('EXISTS', HELD) == 1 do
        sweep(instance)
    end
    call('ZADD', LEASES, whole(now + lease), instance)
    if not known then
        call('HSET', WORKERS, instance, ARGV[12])
    end
    local dead = call('ZRANGEBYSCORE', LEASES, '-inf', whole(now), 'LIMIT', 0, 1)[1]
    if dead then
        sweep(dead)
    end
    return not known
end

local function forget()
    for _, name in ipairs(call('ZRANGEBYSCORE', IDLE, '-inf', exact(meta.virtual_time), 'LIMIT', 0, FORGET_MAX)) do
        caller_of(name)
    end
    for _ = 1, FORGET_MAX do
        local id = call('LINDEX', ENDED, 0)
        local f = id and call('HMGET', job_key(id), 'caller', 'state', 'ended')
        local is_ended = f and f[1] and f[2] ~= 'queued' and f[2] ~= 'running'
        if not f or is_ended and tonumber(f[3]) + ttl > now then
            return
        end
        call('LPOP', ENDED)
        if is_ended then
            call('ZREM', PREFIX .. 'jobs:' .. f[1], id)
        end
        if is_ended or not f[1] then
            call('UNLINK', job_key(id))
            call('ZREM', ALL, id)
            call('ZREM', DEAD, id)
        end
    end
end

local function take_back(at)
    local kind, id, fence, used = ARGV[at], ARGV[at + 1], ARGV[at + 2], tonumber(ARGV[at + 3])
    local word, job = call('HGET', HELD, id), job_of(id)
    if not job then
        call('HDEL', HELD, id)
        return 'stale'
    end
    if not word or job.state ~= 'running' or job.instance ~= instance or job.fence ~= fence and fence ~= ANY_FENCE then
        return 'stale'
    end
    if word == BETWEEN and kind ~= 'back' then
        return 'stale'
    end
    call('HDEL', HELD, id)
    local caller, cpu = caller_of(job.caller), exact(job.cpu + used)
    local reply = 'ok'
    caller.turns = max(0, caller.turns - (word == BETWEEN and 0 or 1))
    if kind == 'back' then
        local guess = tonumber(word) or 0
        caller.virtual_time = caller.virtual_time - guess / caller.weight
        meta.work = meta.work - guess
        call('HSET', job_key(id), 'state', 'queued')
        enqueue(id, caller, job.priority, job.order)
    else
        charge(caller, tonumber(word), used, kind == 'died')
    end
    if kind == 'keep' then
        caller.virtual_time = max(caller.virtual_time, meta.virtual_time - slice / LEAD_DIVISOR)
        call('HSET', HELD, id, BETWEEN)
        call('HSET', job_key(id), 'cpu', cpu)
    elseif kind == 'done' then
        end_job(id, caller, ARGV[at + 4], 'cpu', cpu, 'primes', ARGV[at + 5], 'rest', ARGV[at + 6], 'proven',
            ARGV[at + 7])
    elseif kind == 'died' then
        call('HSET', job_key(id), 'cpu', cpu)
        reply = die(id, caller, job, tries_max, ARGV[at + 4]) == 'failed' and 'failed' or 'ok'
    end
    caller.is_moved = true
    return reply
end

call('HDEL', WORKERS, '') -- the first write is one that a Redis without memory takes: results are welcome then, too
local lost = renew()
local statuses = {}
local before = call('HGET', DRAWN, worker)
if before and string.match(before, '^%S+') ~= number then
    before = nil
end
if before then
    for status in string.gmatch(string.match(before, '^%S+ %S+'), '%a+') do
        statuses[#statuses + 1] = status
    end
else
    for i = 1, tonumber(ARGV[13]) do
        statuses[i] = take_back(FIRST + WIDTH * (i - 1))
    end
end
settle()
forget()

local candidates, gone, drawn, spent = {}, {}, {}, 0
for i = CANDIDATES, #ARGV, CANDIDATE_WIDTH do
    local word = call('HGET', HELD, ARGV[i])
    if word == BETWEEN then
        candidates[#candidates + 1] = {
            id = ARGV[i],
            caller = caller_of(ARGV[i + 1]),
            priority = tonumber(ARGV[i + 2]),
            seat = ARGV[i + 3],
        }
    elseif not word then
        gone[#gone + 1] = ARGV[i]
    end
end

-- The fields that a worker is handed, behind the state.
local function fields_of(id)
    local f = call('HMGET', job_key(id), 'state', 'fence', 'caller', 'number', 'priority', 'posted', 'started', 'cpu',
        'died', 'deaths')
    for i = 2, 10 do
        f[i] = f[i] or ''
    end
    return f
end

-- What is handed out of these: instead of the state the ID, and instead of the deaths whether it was never begun.
local function handed(id, f, is_first)
    f[1], f[10] = id, is_first and '1' or '0'
    return f
end

-- A queued job of a higher priority goes before one that is suspended, unless that one has a seat.
local function is_first(candidate)
    local head = candidate.seat ~= 'seated' and call('ZRANGE', candidate.caller.queue, 0, 0, 'WITHSCORES')[2]
    return not head or candidate.priority >= PRIORITY_MAX - math.floor(tonumber(head) / PRIORITY_STEP)
end

local function best_candidate()
    local best
    for i, candidate in ipairs(candidates) do
        local caller = candidate.caller
        if caller.turns < caller.running_max and is_first(candidate)
            and (not best or caller.virtual_time < candidates[best].caller.virtual_time) then
            best = i
        end
    end
    return best
end

local function go_on(i)
    local candidate = table.remove(candidates, i)
    if candidate.seat == 'waited' and call('EXISTS', candidate.caller.queue) == 0 then
        candidate.caller.virtual_time = max(candidate.caller.virtual_time, meta.virtual_time)
    end
    call('HSET', HELD, candidate.id, begin_turn(candidate.caller, by_time and slice or 0))
    spent = spent + slice
    drawn[#drawn + 1] = { candidate.id }
    return true
end

-- A job whose worker died is handed out alone, and one at a time to an instance: so those that are found beside the one
-- that kills do not die each time with it.
local function must_wait(deaths)
    local suspect = deaths > 0 and call('HGET', DRAWN, SUSPECT)
    local word = suspect and call('HGET', HELD, suspect)
    return deaths > 0 and (#drawn > 0 or word and word ~= BETWEEN)
end

-- Returns false when there is nothing at this place among those that are ready.
local function begin_one(place, name)
    name = name or call('ZRANGE', READY, place, place)[1]
    if not name then
        return false
    end
    local caller = caller_of(name)
    local popped = call('ZPOPMIN', caller.queue)
    local id = popped[1]
    local f = id and fields_of(id)
    if not f or f[1] ~= 'queued' then
        rank(caller)
        return begin_one(place)
    end
    local deaths = tonumber(f[10]) or 0
    if must_wait(deaths) then
        call('ZADD', caller.queue, popped[2], id)
        return #drawn == 0 and place < SUSPECTS_MAX and begin_one(place + 1)
    end
    call('HSET', HELD, id, begin_turn(caller, slice))
    local is_first = f[7] == ''
    f[2] = whole(max(now, (tonumber(f[2]) or 0) + 1))
    if is_first then
        f[7] = whole(now)
    end
    call('HSET', job_key(id), 'state', 'running', 'fence', f[2], 'instance', instance, 'started', f[7])
    spent = spent + max(1, caller.guess)
    if deaths > 0 then
        call('HSET', DRAWN, SUSPECT, id)
        spent = budget
    end
    drawn[#drawn + 1] = handed(id, f, is_first)
    return true
end

local function draw_one()
    local held = best_candidate()
    local first = call('ZRANGE', READY, 0, 0, 'WITHSCORES')
    if held and (not first[1] or candidates[held].caller.virtual_time <= tonumber(first[2])) then
        return go_on(held)
    end
    return first[1] and begin_one(0, first[1]) or held and go_on(held)
end

local function draw()
    while #drawn < wanted and (#drawn == 0 or spent < budget) and draw_one() do
    end
end

-- Notes what this call did, for the same call when its reply is lost.
local function note()
    local word = { number, #statuses > 0 and table.concat(statuses, ',') or ',' }
    for i, each in ipairs(drawn) do
        word[i + 2] = each[1]
    end
    call('HSET', DRAWN, worker, table.concat(word, ' '))
end

-- Hands out what this very call did before.
local function draw_again()
    local place = 0
    for id in string.gmatch(before, '%S+') do
        place = place + 1
        if place > 2 and (call('HGET', HELD, id) or BETWEEN) ~= BETWEEN then
            drawn[#drawn + 1] = handed(id, fields_of(id), false)
        end
    end
end

if before then
    draw_again()
elseif wanted > 0 or #statuses > 0 then
    draw()
    if #drawn > 0 or #statuses > 0 then
        note()
    end
end
if call('EXISTS', GONE) == 1 then
    for _, id in ipairs(call('LRANGE', GONE, 0, -1)) do
        gone[#gone + 1] = id
    end
    call('DEL', GONE)
end
local times = {}
for i = CANDIDATES, #ARGV, CANDIDATE_WIDTH do
    times[#times + 1] = exact(caller_of(ARGV[i + 1]).virtual_time)
end
save()
return { whole(now), meta.mark, call('ZCARD', READY), exact(meta.work), exact(meta.weight), lost and '1' or '0', statuses, gone, drawn, times }
