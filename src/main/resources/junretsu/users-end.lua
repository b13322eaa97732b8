-- Ends a session of an account.
--
-- KEYS[1]  the session
-- KEYS[2]  the hashes of all sessions of the account, see users-open.lua
-- ARGV[1]  hash of the token in hexadecimal digits
-- ARGV[2]  the bytes that a session of this account begins with
--
-- The reply is 1, or 0 when it is not there or another account's.
local session = redis.call('GET', KEYS[1])
if not session or string.sub(session, 1, #ARGV[2]) ~= ARGV[2] then
    return 0
end
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])
