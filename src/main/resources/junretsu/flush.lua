-- Brings one event's counts in Redis up to what one node has counted: all of it or nothing, and as often as you like.
--
-- A count has a name, which is its field in the hashes: a button's number, or a word such as `duplicates`. The first ones in
-- the order of their names make up the total.
--
-- KEYS[1]  counts  hash    name -> count over all nodes
-- KEYS[2]  total   string  the sum of those that make it up
-- KEYS[3]  nodes   hash    node ID -> "<unix ms of its last flush> <sum of its counts last applied> <instance, or - when it has left>"
-- KEYS[4]  own     hash    name -> count of this node, as last applied
-- KEYS[5]  milestones  hash  milestone -> unix ms at which the total passed it
-- KEYS[6]  announcers  hash  milestone -> ID of the node whose flush passed it
-- The other nodes' hashes have the same name with another ID. They are in the same slot, since {event} is in all names.
--
-- ARGV[1]  this node's ID
-- ARGV[2]  this server's instance, a word made anew with each start
-- ARGV[3]  the names, with spaces between, or '' for the buttons 0 to 255
-- ARGV[4]  how many of the first counts make up the total
-- ARGV[5]  the milestones, lowest first: AT=EFFECT AT=EFFECT ...
-- ARGV[6]  those which this node knows to have been passed: AT=UNIX_MS=NODE ...
-- ARGV[7]  an entry of `nodes` which this server may take over, as a `held` reply gave it, or ''
-- ARGV[8]  this node's absolute counts in the order of their names, in decimal with spaces between; those left out are 0
-- ARGV[9]  '1' when ARGV[10], ARGV[11] ... are the IDs of all the node hashes that a SCAN has found, else '0'
--
-- The reply is an array that begins with one of these words. Only `applied` has written anything.
--   applied, unix ms, total, counts over all nodes as in ARGV[8], 'repaired' or '', 'behind' or '', all milestones passed,
--     as in ARGV[6]
--   held, unix ms, entry    another instance reports under this ID; the client judges whether it is dead (NodeClaim)
--   scan                    a node may be missing in `nodes`; to be repeated with ARGV[9] = '1'
--   wrongtype, key          the key holds something that is not ours
--   notnumber, key, field   the field, or for a string the field '', is not what it should be
--
-- How it stays right. The node hashes are the truth: counts = the sum of the node hashes, total = the sum of its part of
-- counts, an entry's sum = the sum of that node's hash. While all of this holds, a flush adds what is new since the node last
-- reported. When anything is at odds, counts and total are made again from all node hashes; where that would lower
-- a count, only after a SCAN, because a lost entry of `nodes` looks the same as too high a count. Where a node hash is
-- short of its entry's sum, the rest is still in counts, so nothing is lowered; if it is the only one, it gets back
-- what counts has over the other nodes.
--
-- A milestone is passed by the flush that finds it in no hash: it writes the time down and publishes a message on the channel
-- junretsu:{event}:milestone. What a node knows is written down first, so that data that were lost come back unannounced.
--
-- Scripts are not rolled back: everything is read and checked before the first write, and the first write is an HSET,
-- which a full, read-only or misconfigured Redis refuses.

local counts_key, total_key, nodes_key, own_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local milestones_key, announcers_key = KEYS[5], KEYS[6]
local own_id, instance, takeover = ARGV[1], ARGV[2], ARGV[7]
local summed = tonumber(ARGV[4])
local scanned = ARGV[9] == '1'
local SCANNED_FROM = 10
local prefix = string.sub(own_key, 1, -1 - #own_id)

local LAST_BUTTON = 255
local EXACT_MAX = 2 ^ 53 -- a Lua number is a double
local UNPACK_MAX = 1000 -- words handed to one command; unpack has a limit of about 8000

-- The names given, from index 0 on. The buttons are not written down one by one, which would take 0.1 ms.
local given, given_indexes, last = {}, {}, -1
for name in string.gmatch(ARGV[3], '%S+') do
    last = last + 1
    given[last], given_indexes[name] = name, last
end
local counts_buttons = last < 0
if counts_buttons then
    last = LAST_BUTTON
end

local function name_of(index)
    return counts_buttons and index or given[index]
end

local function index_of(name)
    if not counts_buttons then
        return given_indexes[name]
    end
    local button = tonumber(name)
    if button and button >= 0 and button <= last and button % 1 == 0 and tostring(button) == name then
        return button
    end
end

local problem -- the reply when something cannot be understood

-- tostring(1e15) is 1e+15
local function decimal(n)
    return string.format('%.0f', n)
end

local function count_of(text, key, field)
    local n = tonumber(text)
    if n and n >= 0 and n <= EXACT_MAX and n % 1 == 0 then
        return n
    end
    problem = problem or { 'notnumber', key, field }
    return 0
end

local function read(command, key)
    local reply = redis.pcall(command, key)
    if type(reply) ~= 'table' or not reply.err then
        return reply
    end
    local wrong_type = string.find(reply.err, 'WRONGTYPE', 1, true)
    problem = problem or (wrong_type and { 'wrongtype', key } or reply)
    return {}
end

-- index -> count, the sum of all, and the sum of those that make up the total
local function read_counts(key)
    local counts, sum, total = {}, 0, 0
    local flat = read('HGETALL', key)
    for i = 1, #flat, 2 do
        local field = flat[i]
        local index = index_of(field)
        if not index then
            problem = problem or { 'notnumber', key, field }
            break
        end
        local n = count_of(flat[i + 1], key, field)
        counts[index] = n
        sum = sum + n
        total = index < summed and total + n or total
    end
    return counts, sum, total
end

-- field -> value
local function read_words(key)
    local words = {}
    local flat = read('HGETALL', key)
    for i = 1, #flat, 2 do
        words[flat[i]] = flat[i + 1]
    end
    return words
end

local function write(command, key, words)
    for i = 1, #words, UNPACK_MAX do
        redis.call(command, key, unpack(words, i, math.min(i + UNPACK_MAX - 1, #words)))
    end
end

local time = redis.call('TIME')
local now = decimal(time[1] * 1000 + math.floor(time[2] / 1000))

-- Which nodes are there, and does another instance report under this ID?
local entries, applied_sums, sum_over_nodes = {}, {}, 0
local flat = read('HGETALL', nodes_key)
for i = 1, #flat, 2 do
    local id, entry = flat[i], flat[i + 1]
    local sum = count_of(string.match(entry, '^%d+ (%d+) %S+$') or '', nodes_key, id)
    entries[id], applied_sums[id] = entry, sum
    sum_over_nodes = sum_over_nodes + sum
end
if problem then
    return problem
end
local own_entry = entries[own_id]
if own_entry and own_entry ~= takeover then
    local holder = string.match(own_entry, '%S+$')
    if holder ~= instance and holder ~= '-' then
        return { 'held', now, own_entry }
    end
end

-- What is stored, and does it add up?
local counts, counts_sum, counts_total = read_counts(counts_key)
local own, own_sum = read_counts(own_key)
local passed = read_words(milestones_key)
for at, ms in pairs(passed) do
    count_of(at, milestones_key, at)
    count_of(ms, milestones_key, at)
end
local announcers = read_words(announcers_key)
local total = read('GET', total_key)
total = total and not problem and count_of(total, total_key, '')
if problem then
    return problem
end
if #flat == 0 and not scanned and (total or counts_sum > 0 or own_sum > 0) then
    return { 'scan' }
end
local own_was_whole = own_sum == (applied_sums[own_id] or 0)
local adds_up = own_was_whole and counts_total == (total or 0) and counts_sum == sum_over_nodes
for id, sum in pairs(applied_sums) do
    adds_up = adds_up and (sum == 0 or redis.call('EXISTS', prefix .. id) == 1)
end
for i = SCANNED_FROM, #ARGV do
    adds_up = adds_up and entries[ARGV[i]]
end

-- What is new of this node?
local gains, own_writes, sent_sum, index = {}, {}, 0, 0
for word in string.gmatch(ARGV[8], '%d+') do
    local count = tonumber(word)
    local gain = count - (own[index] or 0)
    if gain > 0 then
        gains[index], own[index] = gain, count
        own_sum = own_sum + gain
        own_writes[#own_writes + 1] = name_of(index)
        own_writes[#own_writes + 1] = word
    end
    sent_sum = sent_sum + count
    index = index + 1
end
local entry_writes = { own_id, now .. ' ' .. decimal(own_sum) .. ' ' .. instance }

-- Writes down that the other node's hash holds `sum`, without touching when and by whom it was last flushed.
local function enter(id, sum)
    local ms, holder = string.match(entries[id] or '0 0 -', '^(%d+) %d+ (%S+)$')
    entry_writes[#entry_writes + 1] = id
    entry_writes[#entry_writes + 1] = ms .. ' ' .. decimal(sum) .. ' ' .. holder
end

-- Adds all node hashes up. Returns the sum of each count, and which nodes' hashes are short of their entries' sums.
local function add_up_nodes()
    local sums, short = {}, {}
    for i = 0, last do
        sums[i] = own[i] or 0
    end
    local ids = {}
    for id in pairs(entries) do
        ids[id] = true
    end
    for i = SCANNED_FROM, #ARGV do
        ids[ARGV[i]] = true
    end
    ids[own_id] = nil
    for id in pairs(ids) do
        local others, sum = read_counts(prefix .. id)
        for i, n in pairs(others) do
            sums[i] = sums[i] + n
        end
        if sum < (applied_sums[id] or 0) then
            short[#short + 1] = { id = id, counts = others, sum = sum }
        elseif sum ~= (applied_sums[id] or 0) then
            enter(id, sum)
        end
    end
    return sums, short
end

-- What counts shall be, one by one; and, where one node's hash was short, what it gets back.
local wanted, restored_key, restored = {}, nil, {}
if adds_up then
    for i = 0, last do
        wanted[i] = (counts[i] or 0) + (gains[i] or 0)
    end
else
    local sums, short = add_up_nodes()
    if problem then
        return problem
    end
    if #short == 0 then
        wanted = sums
        local sums_total, lowered = 0, false
        for i = 0, last do
            sums_total = i < summed and sums_total + sums[i] or sums_total
            lowered = lowered or sums[i] < (counts[i] or 0)
        end
        if not scanned and (lowered or sums_total < (total or 0)) then
            return { 'scan' }
        end
    else
        local lost = #short == 1 and short[1]
        for i = 0, last do
            local known = (counts[i] or 0) + (own_was_whole and gains[i] or 0)
            wanted[i] = math.max(sums[i], known)
            if lost and known > sums[i] then
                restored[#restored + 1] = name_of(i)
                restored[#restored + 1] = decimal((lost.counts[i] or 0) + known - sums[i])
                lost.sum = lost.sum + known - sums[i]
            end
        end
        if lost then
            restored_key = prefix .. lost.id
            enter(lost.id, lost.sum)
        end
    end
end

local new_total, words, words_end, counts_writes = 0, {}, 0, {}
for i = 0, last do
    local n = wanted[i]
    local word = decimal(n)
    words[i + 1] = word
    if n > 0 then
        words_end = i + 1
        new_total = i < summed and new_total + n or new_total
    end
    if n ~= (counts[i] or 0) then
        counts_writes[#counts_writes + 1] = name_of(i)
        counts_writes[#counts_writes + 1] = word
    end
end

write('HSET', nodes_key, entry_writes)
write('HSET', own_key, own_writes)
write('HSET', counts_key, counts_writes)
if restored_key then
    write('HSET', restored_key, restored)
end
if new_total ~= total then
    redis.call('SET', total_key, decimal(new_total))
end

local function pass(at, ms, node)
    redis.call('HSET', announcers_key, at, node)
    redis.call('HSET', milestones_key, at, ms)
    passed[at], announcers[at] = ms, node
end

for at, ms, node in string.gmatch(ARGV[6], '(%d+)=(%d+)=(%S+)') do
    if not passed[at] then
        pass(at, ms, node)
    end
end
for at, effect in string.gmatch(ARGV[5], '(%d+)=(%S+)') do
    if not passed[at] and tonumber(at) <= new_total then
        pass(at, now, own_id)
        local event = string.match(milestones_key, '{(.*)}')
        local message = '{"event":"%s","milestone":%s,"effect":"%s","total":%s,"time_ms":%s,"id":"%s:%s:%s"}'
        redis.pcall( -- a user who may not publish may still count
            'PUBLISH',
            string.sub(milestones_key, 1, -2),
            string.format(message, event, at, effect, decimal(new_total), now, event, at, now)
        )
    end
end
local reached = {}
for at, ms in pairs(passed) do
    reached[#reached + 1] = at .. '=' .. ms .. '=' .. (announcers[at] or '-')
end
return {
    'applied',
    now,
    decimal(new_total),
    table.concat(words, ' ', 1, words_end),
    adds_up and '' or 'repaired',
    sent_sum < own_sum and 'behind' or '',
    table.concat(reached, ' '),
}
