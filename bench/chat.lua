-- The chat workload for wrk: the same users, moves and texts as loadgen sends, rendered once. Message i of a user
-- goes to room i mod 5, as loadgen's do. With the argument "staying", every user stays in one room, four in each, and
-- every text is ASCII.
local threads = 0

function setup(thread)
  thread:set("first", threads * 10)
  threads = threads + 1
end

local texts = {
  "The kettle is on, and there is tea for everybody.",
  "Has anyone seen the blue folder with the timetable?",
  'It says "ask at the desk", so I asked at the desk.',
  "Prends un café, on commence à neuf heures.",
  "My bus was late again; the 17:40 never comes at 17:40.",
  "C:\\forms\\new is where the blank forms are.",
  "お茶はいかがですか。今日は少し寒いですね。",
  "Thank you for yesterday, it went better than I thought 🙂",
}
local filler = " and so on and so forth, as people do when they write more,"
local requests = {}
local last = 0

-- 70 bytes and a marker of 29 with a space behind it: the 100 bytes that loadgen sends unless told otherwise.
local function text(i)
  local said = (texts[i % #texts + 1] .. filler:rep(2)):sub(1, 70)
  return "#pl000003-000000017-9f3a8c21# " .. said:gsub('[\\"]', "\\%0")
end

function init(arguments)
  local stay = arguments[1] == "staying"
  if stay then
    texts = { texts[2] }
  end
  for room = 1, 5 do
    for i = 1, 10 do
      requests[#requests + 1] = wrk.format("POST", "/bridge/chat",
        { ["Content-Type"] = "application/json" },
        string.format('{"user_id":"lg-abcdefgh-%05d","username":"Guest-%05d","message":"%s","room":"Room %d"}',
          first + i, first + i, text(#requests), stay and i % 5 + 1 or room))
    end
  end
end

function request()
  last = last % #requests + 1
  return requests[last]
end

-- Bytes of an answer, headers included, so that a constant of the same size can be compared.
function done(summary)
  print(string.format("bytes per answer: %.0f", summary.bytes / summary.requests))
end
