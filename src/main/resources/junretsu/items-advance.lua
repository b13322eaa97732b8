-- Moves a node's cursor in one shard, if it still stands where the node left it; else says where it stands, which is
-- from where the node has to ship again.
--
-- KEYS[1]  cursors  hash  "<node ID>:<run>" -> number of the last log frame whose items are all in this shard
-- KEYS[2]  sets     hash  the rest of a set's key -> its word: twice the number of its losses that were noted, and one
--                         more once items were put there since; '' -> the number of losses of all, from an arbitrary
--                         origin on that is made with the hash
--
-- ARGV[1]  this run's field in cursors
-- ARGV[2]  the field of the run before it, which this run goes on from
-- ARGV[3]  where this run left its cursor, or '' when it does not know
-- ARGV[4]  where it shall be
-- ARGV[5]  an origin for the losses, if there is none
--
-- The reply is: where the cursor is now, the number of losses of all.
--
-- A cursor is written behind the items that it speaks of, so whatever came back older, or empty, shows one that is
-- behind. A run has a field of its own: of two servers with copies of one directory the second one finds none, and
-- ships all that it has. The first cursor of a run is written before its first item: then a loss of all is a loss of
-- the cursor. The field '' of sets does the same for that hash: all see that its origin is another one.
local losses = redis.call('HGET', KEYS[2], '')
local cursor = losses and redis.call('HGET', KEYS[1], ARGV[1])
if cursor and cursor == ARGV[3] then
    cursor = ARGV[4]
    redis.call('HSET', KEYS[1], ARGV[1], cursor)
elseif not cursor then
    cursor = losses and redis.call('HGET', KEYS[1], ARGV[2]) or '0'
    losses = losses or ARGV[5]
    redis.call('HSET', KEYS[2], '', losses)
    redis.call('HSET', KEYS[1], ARGV[1], cursor)
    redis.call('HDEL', KEYS[1], ARGV[2])
end
return {tonumber(cursor), tonumber(losses)}
