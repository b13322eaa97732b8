-- Lets a server that stops give its lease up, so that the next one under the same node ID need not wait.
--
-- KEYS[1]  nodes  hash  as in flush.lua
-- ARGV[1]  this node's ID
-- ARGV[2]  this server's instance
local entry = redis.call('HGET', KEYS[1], ARGV[1])
local ms_and_sum, holder = string.match(entry or '', '^(%d+ %d+) (%S+)$')
if holder == ARGV[2] then
    redis.call('HSET', KEYS[1], ARGV[1], ms_and_sum .. ' -')
end
