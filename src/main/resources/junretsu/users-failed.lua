-- Counts a failed login.
--
-- KEYS  the counts
-- ARGV  for each of them: milliseconds after which it is forgotten, and '1' when these begin anew with each failure
--
-- The reply is 1.
for i, key in ipairs(KEYS) do
    local count = redis.call('INCR', key)
    if count == 1 or ARGV[2 * i] == '1' then
        redis.call('PEXPIRE', key, ARGV[2 * i - 1])
    end
end
return 1
