-- Raises tenants' generations: to erase one, or to bring back what a Redis has lost.
--
-- KEYS[1]  event        hash        as in items-join.lua
-- KEYS[2]  generations  hash        tenant -> generation; 0 is not there
-- KEYS[3]  erasures     sorted set  tenant, by the number of its last change
-- ARGV[1]  '1' to erase, '0' to bring back
-- ARGV     a tenant and a generation that a node knows; the next tenant's; ...
--
-- The reply is the generation of each. One that is to be erased gets the next, so that it is another tenant; one that
-- is brought back gets the higher of the two.
local generations = {}
for i = 2, #ARGV, 2 do
    local held = tonumber(redis.call('HGET', KEYS[2], ARGV[i]) or '0')
    local generation = math.max(held, tonumber(ARGV[i + 1])) + tonumber(ARGV[1])
    if generation > held or not redis.call('ZSCORE', KEYS[3], ARGV[i]) then
        redis.call('HSET', KEYS[2], ARGV[i], generation)
        redis.call('ZADD', KEYS[3], redis.call('HINCRBY', KEYS[1], 'changes', 1), ARGV[i])
    end
    generations[#generations + 1] = generation
end
return generations
