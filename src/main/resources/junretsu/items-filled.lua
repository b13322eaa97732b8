-- Notes that a set has items, right behind the command that added some.
--
-- KEYS[1]  sets  hash  as in items-advance.lua
-- ARGV[1]  the set's field
local word = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if word % 2 == 0 then
    redis.call('HSET', KEYS[1], ARGV[1], word + 1)
end
return 0
