-- Brings one event's counts in Redis up to what one node has counted: all of it or nothing, and as often as you
-- like.
--
-- A count has a name, which is its field in the hashes: a button's number, or a word such as `duplicates`. The
-- first ones in the order of their names make up the total.
--
-- KEYS[1]  counts  hash    name -> count over all nodes
-- KEYS[2]  total   string  the sum of those that make it up
-- KEYS[3]  nodes   hash    node ID -> "<unix ms of its last flush> <sum of its counts last applied> <instance>"; the
--                          instance is - when it has left
-- KEYS[4]  own     hash    name -> count of this node, as last applied; a ? behind each count while they are a guess
-- KEYS[5]  milestones  hash  milestone -> unix ms at which the total passed it
-- KEYS[6]  announcers  hash  milestone -> ID of the node whose flush passed it
-- KEYS[7]  audit  string  "<unix ms of the last audit> <number of entries of `nodes`> <what they add up to>"
-- The other nodes' hashes have the same name with another ID. They are in the same slot, since {event} is in all names.
--
-- ARGV[1]  this node's ID
-- ARGV[2]  this server's instance, a word made anew with each start
-- ARGV[3]  the names, with spaces between, or '' for the buttons 0 to 255
-- ARGV[4]  how many of the first counts make up the total
-- ARGV[5]  the milestones, lowest first: AT=EFFECT AT=EFFECT ...
-- ARGV[6]  those which this node knows to have been passed: AT=UNIX_MS=NODE ...
-- ARGV[7]  an entry of `nodes` which this server may take over, as a `held` reply gave it, or ''
-- ARGV[8]  this node's absolute counts in the order of their names, decimal with spaces between; those left out are 0
-- ARGV[9]  the part of the total that this server knows was applied of its counts, or '' before its first flush
-- ARGV[10] its counts last applied, as in ARGV[8], and before its first flush those that it started with; or '-'
-- ARGV[11] '1' when ARGV[12], ARGV[13] ... are the IDs of all the node hashes that a SCAN has found, else '0'
--
-- The reply is an array that begins with one of these words. Only `applied` has written anything.
--   applied, unix ms, total, counts over all nodes as in ARGV[8], '' or by how much a repair lowered the total,
--     'behind' or '', all milestones passed as in ARGV[6], '' or how much of ARGV[9] was lost (0: only the entry was)
--   held, unix ms, entry    another instance reports under this ID; the client judges whether it is dead (NodeLease)
--   higher, counts          Redis holds higher counts of this node than it started with; to be repeated with '-'
--   short                   this node's hash was lost, and others; to be repeated with ARGV[10]
--   scan                    a node may be missing in `nodes`; to be repeated with ARGV[11] = '1'
--   wrongtype, key          the key holds something that is not ours
--   notnumber, key, field   the field, or for a string the field '', is not what it should be
--
-- How it stays right. The node hashes are the truth: counts = the sum of the node hashes, total = the sum of its
-- part of counts, an entry's sum = the sum of that node's hash. While all of this holds, a flush adds what is new
-- since the node last reported. When anything is at odds, all node hashes are read, and one of two things is done.
--
-- A flush looks at its own node, counts and total alone, whatever the number of nodes: that counts adds up to what all
-- entries did, and that there are as many of them, it knows by `audit`. Once a second one flush is the audit, which
-- reads all entries and looks whether each node has its hash; so does every flush that finds anything at odds. What a
-- flush alone cannot see, the loss of another node's hash, is found within that second.
--
-- Where hashes are short of their entries' sums, but the entries' sums still add up to that of counts, it is hashes
-- that were lost, and counts is right. What counts has over the hashes that are whole is given back: to this node
-- what it had reported, which it knows; to each other node as much as its entry says. If there are several of
-- those, nobody knows which count was whose. The sums are right all the same, and so is counts; a ? behind each count
-- of the hash says that it is a guess, until that node reports, takes what is its own and leaves the rest to the
-- others. The mark stands where the guess stands, so that no loss takes the one and leaves the other.
--
-- Otherwise counts and total are made again from the node hashes. Where that would lower a count or a hash is
-- short, only after a SCAN, because a lost entry of `nodes` looks the same as too high a count. While a hash is
-- short, nothing is lowered. Counts of which neither a hash nor an entry is left are taken away, since their node,
-- should it come back, would add them a second time.
--
-- A milestone is passed by the flush that finds it in no hash: it writes the time down and publishes a message on
-- the channel junretsu:{event}:milestone. What a node knows is written down first, so that data that were lost come
-- back unannounced. A flush that finds a loss passes none: another node may know more and has yet to say so.
--
-- Scripts are not rolled back: everything is read and checked before the first write, and the first write is an
-- HSET, which a full, read-only or misconfigured Redis refuses.

local counts_key, total_key, nodes_key, own_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local milestones_key, announcers_key, audit_key = KEYS[5], KEYS[6], KEYS[7]
local own_id, instance, takeover = ARGV[1], ARGV[2], ARGV[7]
local summed = tonumber(ARGV[4])
local known_total, known_counts = tonumber(ARGV[9]), ARGV[10]
local scanned = ARGV[11] == '1'
local SCANNED_FROM = 12
local AUDIT_MS = 1000
local prefix = string.sub(own_key, 1, -1 - #own_id)

local LAST_BUTTON = 255
local ZERO = 48 -- '0'
local EXACT_MAX = 2 ^ 53 -- a Lua number is a double
local tonumber, find, byte = tonumber, string.find, string.byte -- a global costs a look into a table
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

-- Fields as they were read, by their index, and the other way: neither is formatted or parsed twice.
local fields, indexes = {}, {}
-- The highest index that any count has, from here or there: those above are 0 everywhere.
local top = -1

local function name_of(index)
    return fields[index] or (counts_buttons and index or given[index])
end

local function index_of(name)
    if not counts_buttons then
        return given_indexes[name]
    end
    local button = (name == '0' or byte(name) ~= ZERO) and not find(name, '%D') and tonumber(name)
    return button and button <= last and button or nil
end

local problem -- the reply when something cannot be understood

-- tostring(1e15) is 1e+15; most buttons of most events have no votes
local function decimal(n)
    return n == 0 and '0' or string.format('%.0f', n)
end

local function count_of(text, key, field)
    local n = tonumber(text)
    if n and n >= 0 and n <= EXACT_MAX and n % 1 == 0 then
        return n
    end
    problem = problem or { 'notnumber', key, field }
    return 0
end

local function read(command, key, ...)
    local reply = redis.pcall(command, key, ...)
    if type(reply) ~= 'table' or not reply.err then
        return reply
    end
    local wrong_type = string.find(reply.err, 'WRONGTYPE', 1, true)
    problem = problem or (wrong_type and { 'wrongtype', key } or reply)
    return {}
end

-- index -> count, the sum of all, the sum of those that make up the total, whether they are a guess, and index -> text
local function read_counts(key)
    local counts, sum, total, is_guess, texts = {}, 0, 0, false, {}
    local flat = read('HGETALL', key)
    for i = 1, #flat, 2 do
        local field = flat[i]
        local index = indexes[field] or index_of(field)
        if not index then
            problem = problem or { 'notnumber', key, field }
            break
        end
        local text = flat[i + 1]
        local n = tonumber(text)
        if not n and key ~= counts_key and string.sub(text, -1) == '?' then
            text, is_guess = string.sub(text, 1, -2), true
        end
        if not n or n < 0 or n > EXACT_MAX or n % 1 ~= 0 then
            n = count_of(text, key, field)
        end
        counts[index], texts[index], fields[index], indexes[field] = n, text, field, index
        sum = sum + n
        if index < summed then
            total = total + n
        end
        if index > top then
            top = index
        end
    end
    return counts, sum, total, is_guess, texts
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

-- Counts as they travel.
local function parse(text)
    local counts, index = {}, 0
    for word in string.gmatch(text, '%d+') do
        counts[index] = tonumber(word)
        index = index + 1
    end
    return counts
end

local function format(counts)
    local words, words_end = {}, 0
    for i = 0, top do
        local n = counts[i] or 0
        words[i + 1] = decimal(n)
        words_end = n > 0 and i + 1 or words_end
    end
    return table.concat(words, ' ', 1, words_end)
end

if string.find(ARGV[8], '[^%d ]') then
    return redis.error_reply('ERR flush.lua: ARGV[8] is no text of counts')
end
local time = redis.call('TIME')
local now_ms = time[1] * 1000 + math.floor(time[2] / 1000)
local now = decimal(now_ms)

-- The sum that a node's entry says.
local function sum_of(id, entry)
    return count_of(string.match(entry, '^%d+ (%d+) %S+$') or '', nodes_key, id)
end

-- Does another instance report under this ID?
local own_entry = read('HGET', nodes_key, own_id)
local own_entered = own_entry and not problem and sum_of(own_id, own_entry) or 0
if problem then
    return problem
end
if own_entry and own_entry ~= takeover then
    local holder = string.match(own_entry, '%S+$')
    if holder ~= instance and holder ~= '-' then
        return { 'held', now, own_entry }
    end
end

-- What is stored, and does it add up?
local counts, counts_sum, counts_total, _, counts_texts = read_counts(counts_key)
local own, own_sum, own_total, own_is_guess, own_texts = read_counts(own_key)
local passed = read_words(milestones_key)
for at, ms in pairs(passed) do
    count_of(at, milestones_key, at)
    count_of(ms, milestones_key, at)
end
local announcers = read_words(announcers_key)
local total = read('GET', total_key)
total = total and not problem and count_of(total, total_key, '')
local last_audit = read('GET', audit_key) or ''
if problem then
    return problem
end
local audited_ms, entries_size, sum_over_nodes = string.match(last_audit, '^(%d+) (%d+) (%d+)$')
audited_ms, entries_size, sum_over_nodes = tonumber(audited_ms), tonumber(entries_size), tonumber(sum_over_nodes)
local own_is_sure = own_sum >= own_entered and not own_is_guess
local adds_up = own_is_sure and own_sum == own_entered and counts_total == (total or 0)

-- The audit, when it is due or anything is at odds.
local entries, applied_sums = {}, {}
local function audit()
    entries_size, sum_over_nodes = 0, 0
    local flat = read('HGETALL', nodes_key)
    for i = 1, #flat, 2 do
        local id, entry = flat[i], flat[i + 1]
        local sum = sum_of(id, entry)
        entries[id], applied_sums[id] = entry, sum
        entries_size, sum_over_nodes = entries_size + 1, sum_over_nodes + sum
        adds_up = adds_up and (sum == 0 or redis.call('EXISTS', prefix .. id) == 1)
    end
    for i = SCANNED_FROM, #ARGV do
        adds_up = adds_up and entries[ARGV[i]]
    end
    adds_up = adds_up and counts_sum == sum_over_nodes
    audited_ms = now_ms
end

local is_audit = not (
    adds_up
    and not scanned
    and audited_ms
    and now_ms >= audited_ms
    and now_ms - audited_ms < AUDIT_MS
    and counts_sum == sum_over_nodes
    and redis.call('HLEN', nodes_key) == entries_size
)
if is_audit then
    audit()
    if problem then
        return problem
    end
    if entries_size == 0 and not scanned and (total or counts_sum > 0 or own_sum > 0) then
        return { 'scan' }
    end
end
if own_is_sure and not known_total and known_counts ~= '-' then
    local start = parse(known_counts)
    for i, n in pairs(own) do
        if n > (start[i] or 0) then
            return { 'higher', format(own) }
        end
    end
end
local lost = known_total and (not own_entry or own_total < known_total) and math.max(0, known_total - own_total)

-- Writes down that the other node's hash holds `sum`, without touching when and by whom it was last flushed.
local entry_writes = {}
local function enter(id, sum)
    local ms, holder = string.match(entries[id] or '0 0 -', '^(%d+) %d+ (%S+)$')
    entry_writes[#entry_writes + 1] = id
    entry_writes[#entry_writes + 1] = ms .. ' ' .. decimal(sum) .. ' ' .. holder
end

-- The other nodes' hashes: their sum for each count, what all entries add up to, and the nodes whose hashes are short
-- or a guess.
local sums, entered, unsure = {}, math.max(own_sum, own_entered), {}
local function read_nodes()
    local ids = {}
    for id in pairs(entries) do
        ids[id] = true
    end
    for i = SCANNED_FROM, #ARGV do
        ids[ARGV[i]] = true
    end
    ids[own_id] = nil
    for id in pairs(ids) do
        local others, sum, _, is_guess = read_counts(prefix .. id)
        for i, n in pairs(others) do
            sums[i] = (sums[i] or 0) + n
        end
        local should_be = math.max(sum, applied_sums[id] or 0)
        entered = entered + should_be
        if sum < should_be or is_guess then
            unsure[#unsure + 1] = { id = id, counts = others, sum = sum, lacks = should_be - sum, is_guess = is_guess }
        elseif sum ~= applied_sums[id] then
            enter(id, sum)
        end
    end
end

-- Takes from the pool what `limits`, if there are any, have over `counts`, at most `room` in all. Returns what room is
-- left.
local function take(pool, counts, limits, room)
    for i = 0, top do
        local limit = limits and math.max(0, (limits[i] or 0) - (counts[i] or 0)) or pool[i]
        local part = math.min(pool[i], limit, room)
        pool[i], counts[i], room = pool[i] - part, (counts[i] or 0) + part, room - part
    end
    return room
end

-- Gives the pool to the nodes that are not sure: to each what it lacks, the rest to the last.
local other_writes = {}
local function share_out(pool, mark)
    for k, node in ipairs(unsure) do
        take(pool, node.counts, nil, k < #unsure and node.lacks or math.huge)
        local sum, words = 0, {}
        for i, n in pairs(node.counts) do
            sum = sum + n
            words[#words + 1] = name_of(i)
            words[#words + 1] = decimal(n) .. mark
        end
        other_writes[prefix .. node.id] = words
        enter(node.id, sum)
    end
end

-- Gives back what counts has over the hashes that are whole. Returns false when counts has less than they have.
local stored = own
local function give_back()
    local pool = {}
    for i = 0, top do
        pool[i] = (counts[i] or 0) - (sums[i] or 0) - (own_is_guess and 0 or own[i] or 0)
        for _, node in ipairs(unsure) do
            pool[i] = pool[i] + (node.is_guess and node.counts[i] or 0)
        end
        if pool[i] < 0 then
            return false
        end
    end
    own = {}
    for i, n in pairs(stored) do
        own[i] = own_is_guess and 0 or n
    end
    for _, node in ipairs(unsure) do
        if node.is_guess then
            node.lacks = node.lacks + node.sum
            for i in pairs(node.counts) do
                node.counts[i] = 0
            end
        end
    end
    if #unsure == 0 then
        take(pool, own, nil, math.huge)
    elseif not own_is_sure then
        local room = take(pool, own, parse(known_counts), own_entered - (own_is_guess and 0 or own_sum))
        take(pool, own, parse(ARGV[8]), room)
    end
    local is_exact = own_is_sure and #unsure == 1 and not unsure[1].is_guess
    share_out(pool, is_exact and '' or '?')
    return true
end

local given_back = false
if not adds_up then
    read_nodes()
    if problem then
        return problem
    end
    local own_is_short = not own_is_sure and not own_is_guess
    if (#unsure > 0 or own_is_short) and counts_sum == entered then
        if #unsure > 0 and not own_is_sure and known_counts == '-' then
            return { 'short' }
        end
        given_back = give_back()
    end
    if own_is_guess and not given_back then
        own = {}
    end
end

-- What is new of this node?
local gains, own_writes, writes, sent_sum, index = {}, {}, 0, 0, 0
for word in string.gmatch(ARGV[8], '%d+') do
    local before = own[index] or 0
    local count = adds_up and word == own_texts[index] and before or tonumber(word)
    if count > before then
        gains[index], own[index] = count - before, count
        own_sum = own_sum + count - before
        writes = writes + 2
        own_writes[writes - 1], own_writes[writes] = name_of(index), word
        top = math.max(top, index)
    end
    sent_sum = sent_sum + count
    index = index + 1
end
if index > last + 1 then
    return redis.error_reply('ERR flush.lua: ARGV[8] has more counts than there are names')
end
if not adds_up then
    own_sum, own_writes = 0, {}
    for i = 0, top do
        local n = own[i] or 0
        own_sum = own_sum + n
        if n ~= (stored[i] or 0) or own_is_guess then
            own_writes[#own_writes + 1] = name_of(i)
            own_writes[#own_writes + 1] = decimal(n)
        end
    end
end
entry_writes[#entry_writes + 1] = own_id
entry_writes[#entry_writes + 1] = now .. ' ' .. decimal(own_sum) .. ' ' .. instance

-- What counts shall be, one by one.
local wanted = {}
if adds_up or given_back then
    for i = 0, top do
        wanted[i] = (counts[i] or 0) + (gains[i] or 0)
    end
else
    local pool, sums_total, lowered = {}, 0, false
    for i = 0, top do
        local sum = (sums[i] or 0) + (own[i] or 0)
        local known = (counts[i] or 0) + (own_is_sure and gains[i] or 0)
        wanted[i] = #unsure > 0 and math.max(sum, known) or sum
        pool[i] = wanted[i] - sum
        sums_total = i < summed and sums_total + sum or sums_total
        lowered = lowered or sum < (counts[i] or 0)
    end
    if not scanned and (#unsure > 0 or lowered or sums_total < (total or 0)) then
        return { 'scan' }
    end
    share_out(pool, '?')
end

local new_total, words, words_end, counts_writes = 0, {}, 0, {}
writes = 0
for i = 0, top do
    local n = wanted[i]
    local word = n == counts[i] and not find(counts_texts[i], '%D') and counts_texts[i] or decimal(n)
    words[i + 1] = word
    if n > 0 then
        words_end = i + 1
        new_total = i < summed and new_total + n or new_total
    end
    if n ~= (counts[i] or 0) then
        writes = writes + 2
        counts_writes[writes - 1], counts_writes[writes] = name_of(i), word
    end
end

write('HSET', nodes_key, entry_writes)
write('HSET', own_key, own_writes)
write('HSET', counts_key, counts_writes)
for key, restored in pairs(other_writes) do
    write('HSET', key, restored)
end
if new_total ~= total then
    redis.call('SET', total_key, decimal(new_total))
end
local own_gain = own_sum - own_entered
if not adds_up then
    redis.call('DEL', audit_key) -- what was repaired is looked at once more
elseif is_audit or own_gain > 0 or not own_entry then
    local size = own_entry and entries_size or entries_size + 1
    local sum = decimal(sum_over_nodes + own_gain)
    redis.call('SET', audit_key, decimal(audited_ms) .. ' ' .. size .. ' ' .. sum)
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
    if not passed[at] and not lost and tonumber(at) <= new_total then
        pass(at, now, own_id)
        local event = string.match(milestones_key, '{(.*)}')
        local message = '{"event":"%s","milestone":%s,"effect":"%s","total":%s,"time_ms":%s,"id":"%s:%s"}'
        redis.pcall( -- a user who may not publish may still count
            'PUBLISH',
            string.sub(milestones_key, 1, -2),
            string.format(message, event, at, effect, decimal(new_total), now, event, at)
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
    adds_up and '' or decimal(math.max(0, (total or 0) - new_total)),
    sent_sum < own_sum and 'behind' or '',
    table.concat(reached, ' '),
    lost and decimal(lost) or '',
}
