-- Replaces a text that the servers of an event share, if it still has the version that the caller knows.
--
-- KEYS[1]  hash: version → of the text, text → the text
-- ARGV[1]  the version that is to be replaced, '0' for none
-- ARGV[2]  the next version
-- ARGV[3]  the next text
-- Returns an empty list when it was replaced, else the version and the text that are there.
local held = redis.call('HMGET', KEYS[1], 'version', 'text')
if (held[1] or '0') ~= ARGV[1] then
    return {held[1] or '0', held[2] or ''}
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'text', ARGV[3])
return {}
