-- The second step's door in Dovecot: our passdb, asked before the site's own. One script for 2.3.19 and 2.4.1.
-- It decides nothing: it asks the server and turns the answer into Dovecot's. Needs Debian's dovecot-auth-lua and lua-cjson.
-- Beside it lies site.env: URL= of the doors' listener, KEY= of this mail server, NAMES= the file that names.sh keeps.
local cjson = require "cjson"

local here = debug.getinfo(1, "S").source:match("^@(.*/)") or ""
local site, client
local list = { stamp = "", checked = 0, names = nil }
local READ_EVERY, TOO_OLD = 3, 600 -- seconds

local function read_site()
  local found = {}
  for line in io.lines(here .. "site.env") do
    local name, value = line:match("^([A-Z]+)=(.-)%s*$")
    if name then found[name] = value end
  end
  return found
end

-- 2.3 takes *_msecs numbers; 2.4 takes the names of the http_client_* settings, with units.
local function new_client()
  local ok, made = pcall(dovecot.http.client, { request_timeout_msecs = 4000, request_absolute_timeout_msecs = 5000,
    connect_timeout_msecs = 1000, max_attempts = 2, max_idle_time_msecs = 4000, user_agent = "second-step" })
  if ok then return made end
  return dovecot.http.client{ request_timeout = "4s", request_absolute_timeout = "5s",
    connect_timeout = "1s", request_max_attempts = 2, max_idle_time = "4s", user_agent = "second-step" }
end

-- Unlike cjson's strings this carries every byte: some clients send Latin-1.
local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local function base64(text)
  local out = {}
  for at = 1, #text, 3 do
    local a, b, c = text:byte(at, at + 2)
    local n = (a << 16) | ((b or 0) << 8) | (c or 0)
    for shift = 18, 0, -6 do
      local i = ((n >> shift) & 63) + 1
      out[#out + 1] = letters:sub(i, i)
    end
    if not c then out[#out] = "=" end
    if not b then out[#out - 1] = "=" end
  end
  return table.concat(out)
end

local function fold(name) return (name:lower():gsub("^%s+", ""):gsub("%s+$", "")) end

-- The first line, "# <unix seconds>", says when the server last vouched for the list.
local function read_names(now)
  if now - list.checked < READ_EVERY and now >= list.checked then return end
  list.checked = now
  local file = site.NAMES and io.open(site.NAMES, "r")
  if not file then list.stamp, list.names = "", nil return end
  local stamp = file:read("l") or ""
  if stamp ~= list.stamp then
    list.stamp, list.names = stamp, {}
    for name in file:lines() do list.names[name] = true end
  end
  file:close()
end

-- Who has neither a factor nor an app password is none of our business, and no outage of ours touches him.
-- Without a list that can be relied on everybody is asked about; so are the probes that look for a circle, and names without
-- a domain: the list has whole addresses, the server knows which is meant, and the next passdb may know it, too.
local function is_asked(name, client_id)
  if name:sub(1, 7) == "canary-" or client_id:find("x-probe", 1, true) then return true end
  if not name:find("@", 1, true) then return true end
  local now = os.time()
  read_names(now)
  local at = tonumber(list.stamp:match("^# (%d+)$"))
  if not at or now - at > TOO_OLD or at - now > TOO_OLD then return true end
  return list.names[name] == true
end

local function about(req, pass)
  return cjson.encode{ user = req.user, password64 = base64(pass), protocol = req.protocol or req.service,
    ip = req.remote_ip, peer = req.real_remote_ip, clientId = req.client_id }
end

local function ask(req, pass)
  client = client or new_client()
  local request = client:request{ url = site.URL .. "/doors/dovecot", method = "POST" }
  request:add_header("Content-Type", "application/json")
  request:add_header("Authorization", "Bearer " .. site.KEY)
  request:set_payload(about(req, pass))
  local response = request:submit()
  local ok, answer = pcall(cjson.decode, response:payload())
  return response:status(), ok and type(answer) == "table" and answer or {}
end

-- Only these four answers are answers. All else is a temporary failure: never "wrong", and never "next".
local function result_of(status, answer)
  if status == 200 and answer.is == "ok" and type(answer.user) == "string" and answer.user ~= "" then
    return dovecot.auth.PASSDB_RESULT_OK, { user = answer.user, how = "app" }
  end
  if status == 200 and answer.is == "next" then return dovecot.auth.PASSDB_RESULT_NEXT, {} end
  if (status == 401 and answer.is == "wrong") or (status == 429 and answer.is == "wait") then
    return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, {}
  end
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "the second step's server answered " .. tostring(status)
end

function auth_password_verify(req, pass)
  site = site or read_site()
  -- A webmail's token is nobody's mailbox password: only the server knows it, whoever's it is.
  local is_token = #pass == 46 and pass:sub(1, 3) == "wm_"
  if not is_token and not is_asked(fold(req.user), req.client_id or "") then
    return dovecot.auth.PASSDB_RESULT_NEXT, {}
  end
  return result_of(ask(req, pass))
end

-- CRAM-MD5, SCRAM and their like ask for the stored password instead of bringing one. The site's passdb would give the
-- mailbox password, so whoever is asked about is refused here. Lookups that sign nobody in (proxied LMTP) have no mechanism.
function auth_passdb_lookup(req)
  site = site or read_site()
  local mechanism = req.mechanism or req.mech or ""
  if mechanism == "" or not is_asked(fold(req.user), req.client_id or "") then
    return dovecot.auth.PASSDB_RESULT_NEXT, {}
  end
  return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, {}
end

-- 2.4 asks for the key of its cache here; 2.3 has it in the passdb's args.
function auth_passdb_get_cache_key() return "%{user}\t%{password}\t%{protocol}\t%{real_remote_ip}" end
