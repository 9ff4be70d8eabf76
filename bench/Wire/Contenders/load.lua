-- wrk's side: sends one body again and again, and prints its figures as JSON.
local type, file = os.getenv("WIRE_TYPE"), os.getenv("WIRE_BODY")
wrk.method = os.getenv("WIRE_METHOD")
wrk.headers["Accept"] = "application/json, text/event-stream"
if file ~= "" then
  wrk.body = io.open(file, "rb"):read("*a")
  wrk.headers["Content-Type"] = type
end
local key, count, thread = os.getenv("WIRE_KEYS") == "1", 0, 0
function setup(other) thread = thread + 1; other:set("id", thread) end
if key then
  -- No key may be sent twice, by an earlier load either: that would replay an answer.
  local run = tostring(os.time()) .. tostring(os.getenv("WIRE_RUN"))
  function request()
    count = count + 1
    wrk.headers["Idempotency-Key"] = run .. "-" .. tostring(id) .. "-" .. count
    return wrk.format()
  end
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"requests":%d,"microseconds":%d,"errors":%d,"refused":%d,"p50":%d,"p99":%d}\n', summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status, latency:percentile(50), latency:percentile(99)))
end
