-- Begins a session, or takes note that one was used.
--
-- KEYS[1]  the session
-- KEYS[2]  a sorted set of the hashes of all sessions of its account, by the time at which they are over
-- ARGV[1]  hash of the token in hexadecimal digits
-- ARGV[2]  the session, see SessionBytes
-- ARGV[3]  milliseconds until it is over
-- ARGV[4]  Unix milliseconds at which it is over
-- ARGV[5]  Unix milliseconds of now
-- ARGV[6]  'XX' for one that must be there, since a use brings no session back; 'NX' for a new one
-- ARGV[7]  the words before the hash in the key of a session
-- ARGV[8]  sessions of the account that a new one leaves beside it; those that would be over first make room
--
-- The reply is 1, or 0 when nothing was done.
local call = redis.call
if not call('SET', KEYS[1], ARGV[2], ARGV[6], 'PX', ARGV[3]) then
    return 0
end
call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[5])
local surplus = call('ZCARD', KEYS[2]) - ARGV[8]
if ARGV[6] == 'NX' and surplus > 0 then
    for _, hash in ipairs(call('ZRANGE', KEYS[2], 0, surplus - 1)) do
        call('DEL', ARGV[7] .. hash)
    end
    call('ZREMRANGEBYRANK', KEYS[2], 0, surplus - 1)
end
call('ZADD', KEYS[2], ARGV[4], ARGV[1])
local last = call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
call('PEXPIRE', KEYS[2], last[2] - ARGV[5])
return 1
