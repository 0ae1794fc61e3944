-- The chat workload for wrk: the same users, rooms and size of text as loadgen sends, rendered once.
local threads = 0

function setup(thread)
  thread:set("first", threads * 10)
  threads = threads + 1
end

local requests = {}
local last = 0

function init()
  for i = 1, 10 do
    local user = string.format("wrk-%05d", first + i)
    requests[i] = wrk.format("POST", "/bridge/chat",
      { ["Content-Type"] = "application/json" },
      string.format('{"user_id":"%s","username":"Guest-%05d","message":"%s","room":"Room %d"}',
        user, first + i,
        "#pl00003-0000000017-9f3a8c21# Has anyone seen the blue folder with the timetable? and so on and so f",
        i % 5 + 1))
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end
