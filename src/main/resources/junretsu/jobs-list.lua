-- Lists jobs, the newest first; reads so many at most.
--
-- KEYS[1]  meta, see jobs-head.lua
-- ARGV[1]  rest of the name of the sorted set of IDs      ARGV[2]  an ID: older ones than this only; '' for all
-- ARGV[3]  jobs wanted                                    ARGV     and the states wanted; none for all
--
-- The reply: the ID up to which it has looked, '' when that was the last; then for each job its ID and its fields.
local READ_MAX = 1000
local wanted = tonumber(ARGV[3])
local states, any = {}, #ARGV < 4
for i = 4, #ARGV do
    states[ARGV[i]] = true
end
local ids = call('ZREVRANGEBYLEX', PREFIX .. ARGV[1], ARGV[2] == '' and '+' or '(' .. ARGV[2], '-', 'LIMIT', 0, READ_MAX)
local reply = { #ids == READ_MAX and ids[#ids] or '' }
for _, id in ipairs(ids) do
    if any or states[call('HGET', job_key(id), 'state')] then
        local fields = call('HGETALL', job_key(id))
        if #fields > 0 then
            reply[#reply + 1] = { id, fields }
        end
        if #reply > wanted then
            reply[1] = id
            break
        end
    end
end
return reply
