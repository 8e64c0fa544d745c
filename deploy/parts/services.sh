# The services and timers of systemd.

UNITS=/etc/systemd/system
JOBS=(duban-reminders duban-assess duban-cleanup duban-backup duban-verify duban-seal)
# the server, and the worker that does the long work
SERVICES=(duban duban-worker)
TIMERS=("${JOBS[@]/%/.timer}")

install_units() {
  local from=$1/deploy/systemd
  install -m 0644 "$from"/*.service "$from"/*.timer "$UNITS/"
  # what all services have in common, hardening included, stands in one file
  install -D -m 0644 "$from/common.conf" "$UNITS/duban.service.d/10-common.conf"
  install -D -m 0644 "$from/common.conf" "$UNITS/duban-.service.d/10-common.conf"
  if [ "$WITHOUT_NGINX" = 1 ]; then
    install -m 0644 "$from/without-nginx.conf" "$UNITS/duban.service.d/20-without-nginx.conf"
  else
    rm -f "$UNITS/duban.service.d/20-without-nginx.conf"
  fi
  install -m 0755 "$1/deploy/duban" /usr/local/bin/duban
}

start_services() {
  if has_systemd; then
    systemctl daemon-reload
    systemctl enable --quiet "${SERVICES[@]}" "${TIMERS[@]}"
    systemctl start "${SERVICES[@]}" "${TIMERS[@]}"
  else
    say "本机没有运行 systemd，没有启动服务。有 systemd 时会执行："
    echo "    systemctl daemon-reload"
    echo "    systemctl enable --now ${SERVICES[*]} ${TIMERS[*]}"
    [ "$WITHOUT_NGINX" = 1 ] || echo "    systemctl enable nginx && systemctl reload-or-restart nginx"
  fi
}

stop_services() {
  if has_systemd; then
    # a job that runs at this moment is ended too
    systemctl stop "${TIMERS[@]}" "${JOBS[@]}" "${SERVICES[@]}"
  elif is_answered; then
    fail "服务还在运行。请先停止它，再升级。"
  fi
}

# whether a server runs on this machine, behind nginx or by itself
is_answered() {
  "$HOME_FOLDER/current/.venv/bin/python" -c '
import ssl, urllib.request

def answers(address):
    try:
        return urllib.request.urlopen(address, timeout=10, context=ssl._create_unverified_context()).status == 200
    except OSError:
        return False

raise SystemExit(not (answers("http://127.0.0.1:8000/healthz") or answers("https://127.0.0.1/healthz")))
'
}
