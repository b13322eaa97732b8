-- Notes that sets of a shard were lost, for all nodes to ship theirs again.
--
-- KEYS[1]  sets  hash  as in items-advance.lua
-- ARGV     a set's field and how often its loss was noticed so far, as this node knows; the next set's; ...
--
-- The reply is how often the loss of each was noticed by now. A loss that another node has noted in the meantime is
-- not noted a second time.
local noted = {}
for i = 1, #ARGV, 2 do
    local losses = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
    if losses <= tonumber(ARGV[i + 1]) then
        losses = redis.call('HINCRBY', KEYS[1], ARGV[i], 1)
        redis.call('HINCRBY', KEYS[1], '', 1)
    end
    noted[#noted + 1] = losses
end
return noted
