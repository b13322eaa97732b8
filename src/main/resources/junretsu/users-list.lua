-- The sessions of an account, those first that last longest.
--
-- KEYS[1]  the hashes of all of them, see users-open.lua
-- ARGV[1]  the words before the hash in the key of a session
-- ARGV[2]  sessions at most
--
-- The reply is hash, session, hash, session and so on.
local found = {}
for _, hash in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, ARGV[2] - 1)) do
    local session = redis.call('GET', ARGV[1] .. hash)
    if session then
        found[#found + 1] = hash
        found[#found + 1] = session
    end
end
return found
