-- The head of every script of a queue of jobs: its keys, and how callers stand to each other. A script of one shard
-- sees only that shard; all of its keys are in one slot, since {jobs:EVENT:SHARD} is in all names.
--
-- KEYS[1]  ...:meta   hash  virtual_time: of the shard; guess: mean CPU time of a turn; open: jobs queued or running;
--                           weight: of all callers with such jobs; work: CPU time used, and guessed of turns under
--                           way; order: number of the last posting; heard: Unix ms of the last call; mark: a word
--                           that is made with the hash
-- and beside it, under the same prefix:
--   job:ID            hash        caller number priority state posted started ended cpu deaths died order
--                                 fence instance primes rest proven by kept, see JobFields
--   queue:CALLER      sorted set  IDs of queued jobs, by priority and then by number of posting
--   jobs:CALLER       sorted set  IDs of all of its jobs, in the order of their text
--   caller:CALLER     hash        virtual_time turns open guess weight running_max
--   ready             sorted set  callers with queued jobs who may have another turn, by their virtual time
--   active            sorted set  callers with open jobs, by CPU time used since they have some
--   idle              sorted set  callers without, who are still ahead of the shard, by their virtual time
--   all               sorted set  IDs of all jobs, in the order of their text
--   ended             list        IDs of jobs in the order in which they ended
--   dead              sorted set  IDs of failed jobs
--   leases            sorted set  instances of servers, by the Unix ms until which they hold what they took
--   held:INSTANCE     hash        ID -> us charged for the turn that is under way, or - between two turns
--   drawn:INSTANCE    hash        worker -> number of its last call and the IDs that were handed to it
--   gone:INSTANCE     list        IDs of jobs that it held and lost
--   workers           hash        instance -> its workers
--   key:N:CALLER:KEY  string      hash of the numbers and IDs of the posting that had this idempotency key; N is the
--                                 length of the caller
--
-- and, for all shards of an event together:
--   junretsu:{jobs:EVENT}:ended       channel     IDs of jobs as they end, with spaces between
--
-- CPU time is in microseconds. A turn is charged when it begins, and corrected when it ends.
local META = KEYS[1]
local PREFIX = string.sub(META, 1, -5)
local READY, ACTIVE, IDLE = PREFIX .. 'ready', PREFIX .. 'active', PREFIX .. 'idle'
local ALL, ENDED, DEAD = PREFIX .. 'all', PREFIX .. 'ended', PREFIX .. 'dead'
local LEASES, WORKERS = PREFIX .. 'leases', PREFIX .. 'workers'

local CHANNEL = string.gsub(PREFIX, ':%d+}:$', '}:') .. 'ended'

local PRIORITY_STEP = 2 ^ 48 -- a score of a queue is exact up to 2^53
local PRIORITY_MAX = 9
local GUESS_SHARE = 8 -- a guess moves by this part of what a turn differed from it
local SLICE_FIRST = 50000 -- the guess before there was any turn
local BETWEEN = '-'

local call = redis.call
local max, min = math.max, math.min

local time = call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local function whole(n)
    return string.format('%.0f', n)
end

local function exact(n)
    return string.format('%.3f', n)
end

local function job_key(id)
    return PREFIX .. 'job:' .. id
end

local function held_key(instance)
    return PREFIX .. 'held:' .. instance
end

local meta
do
    local f = call('HMGET', META, 'virtual_time', 'guess', 'open', 'order', 'heard', 'mark', 'weight', 'work')
    local first = not f[1] and call('ZRANGE', READY, 0, 0, 'WITHSCORES')
    meta = {
        virtual_time = tonumber(f[1] or first[2] or '0'),
        guess = tonumber(f[2] or SLICE_FIRST),
        open = tonumber(f[3]) or max(0, call('ZCARD', ALL) - call('LLEN', ENDED)),
        order = tonumber(f[4] or now), -- so that a shard that lost its number goes on with a higher one
        heard = tonumber(f[5] or now),
        mark = f[6] or (time[1] .. '.' .. time[2]),
        weight = tonumber(f[7]) or call('ZCARD', ACTIVE),
        work = tonumber(f[8] or '0'),
    }
end

local callers = {}
local ends = {}

local function caller_of(name)
    local caller = callers[name]
    if not caller then
        local key = PREFIX .. 'caller:' .. name
        local f = call('HMGET', key, 'virtual_time', 'turns', 'open', 'guess', 'weight', 'running_max')
        local queue = PREFIX .. 'queue:' .. name
        caller = {
            name = name,
            key = key,
            queue = queue,
            virtual_time = tonumber(f[1]) or meta.virtual_time,
            turns = tonumber(f[2] or '0'),
            open = tonumber(f[3]) or call('ZCARD', queue),
            guess = tonumber(f[4]) or meta.guess,
            weight = tonumber(f[5] or '1'),
            running_max = tonumber(f[6]) or math.huge,
            used = 0,
        }
        callers[name] = caller
    end
    return caller
end

-- Puts a caller where it may be drawn, or out of there. None comes back behind the shard's virtual time, with credit from
-- when it had nothing to do. Of two that are equal the one without a turn is first.
local function rank(caller)
    if caller.turns < caller.running_max and call('EXISTS', caller.queue) == 1 then
        local after = caller.turns > 0 and 0.001 or 0
        if call('ZADD', READY, exact(caller.virtual_time + after), caller.name) == 1
            and caller.virtual_time < meta.virtual_time then
            caller.virtual_time = meta.virtual_time
            call('ZADD', READY, exact(caller.virtual_time + after), caller.name)
        end
    else
        call('ZREM', READY, caller.name)
    end
end

-- Does so for all callers that were marked as moved.
local function settle()
    for _, caller in pairs(callers) do
        if caller.is_moved then
            caller.is_moved = false
            rank(caller)
        end
    end
end

-- Adds to a caller's open jobs. One that had none has no credit from before.
local function open_jobs(caller, count)
    if caller.open == 0 then
        caller.virtual_time = max(caller.virtual_time, meta.virtual_time)
        call('ZREM', IDLE, caller.name)
        call('ZADD', ACTIVE, 'NX', 0, caller.name)
        meta.weight = meta.weight + caller.weight
    end
    caller.open = caller.open + count
    meta.open = meta.open + count
end

local function enqueue(id, caller, priority, order)
    call('ZADD', caller.queue, whole((PRIORITY_MAX - priority) * PRIORITY_STEP + order), id)
end

-- Ends a job; its instance, if it has one, no longer holds it.
local function end_job(id, caller, state, ...)
    call('HSET', job_key(id), 'state', state, 'ended', whole(now), ...)
    call('RPUSH', ENDED, id)
    ends[#ends + 1] = id
    if state == 'failed' then
        call('ZADD', DEAD, 0, id)
    end
    meta.open = max(0, meta.open - 1)
    if caller.open == 1 then
        -- a sum of fractions does not come back to 0 by itself
        meta.weight = meta.open > 0 and meta.weight - caller.weight or 0
    end
    caller.open = max(0, caller.open - 1)
end

-- Notes a death of a job's worker; the job waits for another, or is set apart.
local function die(id, caller, job, tries_max, sentence)
    local deaths = job.deaths + 1
    local died = job.died == '' and sentence or job.died .. '\n' .. sentence
    if deaths >= tries_max then
        end_job(id, caller, 'failed', 'deaths', deaths, 'died', died)
        return 'failed'
    end
    call('HSET', job_key(id), 'state', 'queued', 'deaths', deaths, 'died', died)
    enqueue(id, caller, job.priority, job.order)
    return 'queued'
end

local function job_of(id)
    local f = call('HMGET', job_key(id), 'caller', 'state', 'priority', 'order', 'fence', 'instance', 'cpu', 'deaths',
        'died')
    return f[1] and f[2] and {
        caller = f[1],
        state = f[2],
        priority = tonumber(f[3] or '5'),
        order = tonumber(f[4] or '0'),
        fence = f[5] or '0',
        instance = f[6] or '',
        cpu = tonumber(f[7] or '0'),
        deaths = tonumber(f[8] or '0'),
        died = f[9] or '',
    }
end

-- Writes down what has changed; the last thing that a script does. An idle caller who is not ahead is forgotten.
local function save()
    settle()
    for name, caller in pairs(callers) do
        if caller.used > 0 and caller.open > 0 then
            call('ZINCRBY', ACTIVE, exact(caller.used), name)
        end
        if caller.open == 0 and caller.virtual_time <= meta.virtual_time then
            call('DEL', caller.key)
            call('ZREM', IDLE, name)
            call('ZREM', ACTIVE, name)
            call('ZREM', READY, name)
        else
            call('HSET', caller.key, 'virtual_time', exact(caller.virtual_time), 'turns', caller.turns, 'open',
                caller.open, 'guess', exact(caller.guess))
            if caller.open == 0 then
                call('ZADD', IDLE, exact(caller.virtual_time), name)
                call('ZREM', ACTIVE, name)
            end
        end
    end
    if #ends > 0 then
        call('PUBLISH', CHANNEL, table.concat(ends, ' '))
    end
    call('HSET', META, 'virtual_time', exact(meta.virtual_time), 'guess', exact(meta.guess), 'open', meta.open, 'order',
        whole(meta.order), 'heard', whole(meta.heard), 'mark', meta.mark, 'weight', exact(meta.weight), 'work', exact(meta.work))
end
