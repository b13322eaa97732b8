-- The failures that limit a login.
--
-- KEYS  the counts, each forgotten in its time
--
-- The reply is count, milliseconds until it is forgotten, count, milliseconds and so on; 0 and 0 for none.
local found = {}
for i, key in ipairs(KEYS) do
    local count = redis.call('GET', key)
    found[2 * i - 1] = tonumber(count or 0)
    found[2 * i] = count and redis.call('PTTL', key) or 0
end
return found
