-- Notes that sets of a shard were lost, for all nodes to ship theirs again.
--
-- KEYS[1]  sets  hash  as in items-advance.lua
-- ARGV     a set's field and its word as this node knows it; the next set's; ...
--
-- The reply is the word of each by now. A loss that another node has noted in the meantime is not noted twice.
local words = {}
for i = 1, #ARGV, 2 do
    local word = tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0')
    if word % 2 == 1 and word <= tonumber(ARGV[i + 1]) then
        word = redis.call('HINCRBY', KEYS[1], ARGV[i], 1)
        redis.call('HINCRBY', KEYS[1], '', 1)
    end
    words[#words + 1] = word
end
return words
