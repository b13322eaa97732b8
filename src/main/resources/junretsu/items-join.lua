-- What all nodes of an event have to agree on: the first one says it, the others read it.
--
-- KEYS[1]  event  hash  shards: their number; key: 32 hexadecimal digits; mark: a word made with the hash;
--                       changes: how many erasures there were
-- KEYS[2]  generations  hash        as in items-erase.lua
-- KEYS[3]  erasures     sorted set  as in items-erase.lua
-- ARGV[1]  the number of shards, if none is said yet
-- ARGV[2]  the key, if none is said yet; '' to ask only
-- ARGV[3]  the mark, if none is said yet
--
-- The reply is: shards, key, mark, changes, how many tenants stand in both of generations and erasures; or nothing,
-- when it is asked only and nothing is said yet.
if ARGV[2] == '' and not redis.call('HGET', KEYS[1], 'key') then
    return {}
end
redis.call('HSETNX', KEYS[1], 'shards', ARGV[1])
redis.call('HSETNX', KEYS[1], 'key', ARGV[2])
redis.call('HSETNX', KEYS[1], 'mark', ARGV[3])
redis.call('HSETNX', KEYS[1], 'changes', '0')
local held = redis.call('HMGET', KEYS[1], 'shards', 'key', 'mark', 'changes')
held[5] = tostring(math.min(redis.call('HLEN', KEYS[2]), redis.call('ZCARD', KEYS[3])))
return held
