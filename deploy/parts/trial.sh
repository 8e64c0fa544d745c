# A trial: the new release answers once on a port of its own before anybody is led to it.

TRIAL_PORT=8009

try_release() {
  local server
  # not through a function, so that the process is the server itself
  DUBAN_RELEASE=$1 "$1/deploy/duban" gunicorn --bind "127.0.0.1:$TRIAL_PORT" --workers 1 &
  server=$!
  if ! wait_for_answer "$1"; then
    kill "$server" 2>/dev/null || true
    fail "新版本没有正常应答，见上面的信息。"
  fi
  # what answered was not another program on this port
  kill "$server" || fail "端口 $TRIAL_PORT 被别的程序占用，新版本没有启动。"
  wait "$server" || true
}

# waits up to a minute until database and migrations are in order
wait_for_answer() {
  "$1/.venv/bin/python" - "http://127.0.0.1:$TRIAL_PORT/readyz" <<'PYTHON'
import json, sys, time, urllib.error, urllib.request

answer = None
for _ in range(60):
    try:
        answer = json.load(urllib.request.urlopen(sys.argv[1], timeout=10))
    except urllib.error.HTTPError as error:
        # the age of the last backup does not count here
        answer = json.load(error) if error.code == 503 else error.code
    except OSError:
        time.sleep(1)
        continue
    break
if not isinstance(answer, dict) or not (answer["database"] and answer["migrations"]):
    sys.exit(f"/readyz: {answer}")
PYTHON
}
