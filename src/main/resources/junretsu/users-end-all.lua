-- Ends all sessions of an account but one.
--
-- KEYS[1]  the hashes of all of them, see users-open.lua
-- ARGV[1]  the words before the hash in the key of a session
-- ARGV[2]  the hash of the one to be kept; '' for none
--
-- The reply is the number of those that have ended.
local ended = 0
for _, hash in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    if hash ~= ARGV[2] then
        ended = ended + redis.call('DEL', ARGV[1] .. hash)
        redis.call('ZREM', KEYS[1], hash)
    end
end
return ended
