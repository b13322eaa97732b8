-- Fails where a script could not write: a replica, a full memory or disk, a user who may not. Changes nothing: with XX,
-- SET leaves a key alone that is not there, and it is refused where memory is full, as HDEL and other commands that
-- free some are not.
--
-- KEYS[1]  a key of the event that never exists
return redis.call('SET', KEYS[1], '', 'XX')
