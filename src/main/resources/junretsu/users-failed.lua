-- Counts a failed login.
--
-- KEYS  the counts
-- ARGV  for each of them: milliseconds after which it is forgotten, and '1' when these begin anew with each failure
--
-- The reply is as that of users-failures.lua, from before this failure.
local found = {}
for i, key in ipairs(KEYS) do
    local count = redis.call('GET', key)
    found[2 * i - 1] = tonumber(count or 0)
    found[2 * i] = count and redis.call('PTTL', key) or 0
    redis.call('INCR', key)
    if not count or ARGV[2 * i] == '1' then
        redis.call('PEXPIRE', key, ARGV[2 * i - 1])
    end
end
return found
