# The database: PostgreSQL on this machine through its socket, where the system account is the password; or SQLite.

is_postgresql() {
  grep --quiet '^DATABASE_URL=postgres' "$SETTINGS"
}

as_postgres() {
  (cd / && runuser -u postgres -- "$@")
}

ask_postgresql() {
  as_postgres psql --no-psqlrc --tuples-only --no-align --command "$1" "${2:-postgres}"
}

make_database() {
  is_postgresql || return 0
  start_postgresql
  if [ "$(ask_postgresql "SELECT 1 FROM pg_roles WHERE rolname = '$ACCOUNT'")" != 1 ]; then
    as_postgres createuser "$ACCOUNT"
  fi
  if [ "$(ask_postgresql "SELECT 1 FROM pg_database WHERE datname = '$ACCOUNT'")" != 1 ]; then
    say "建立数据库 $ACCOUNT"
    as_postgres createdb --owner="$ACCOUNT" --encoding=UTF8 --locale=C.UTF-8 --template=template0 "$ACCOUNT"
  fi
}

start_postgresql() {
  if ask_postgresql "SELECT 1" >/dev/null 2>&1; then
    return
  fi
  if has_systemd; then
    systemctl enable --quiet --now postgresql
  else
    pg_lsclusters --no-header | while read -r version cluster _; do pg_ctlcluster "$version" "$cluster" start; done
  fi
  ask_postgresql "SELECT 1" >/dev/null || fail "PostgreSQL 没有启动，请查看它的日志（/var/log/postgresql）。"
}

# a copy of the database beside it, for the way back from an upgrade; nobody may be connected
copy_database() {
  if is_postgresql; then
    as_postgres dropdb --if-exists "${ACCOUNT}_before"
    as_postgres createdb --template="$ACCOUNT" --owner="$ACCOUNT" "${ACCOUNT}_before"
  else
    runuser -u "$ACCOUNT" -- "$1/.venv/bin/python" -c '
import sqlite3, sys
sqlite3.connect(sys.argv[1]).backup(sqlite3.connect(sys.argv[2]))
' "$DATA/duban.sqlite3" "$DATA/before.sqlite3"
  fi
}

bring_back_database() {
  if is_postgresql; then
    as_postgres dropdb --force "$ACCOUNT"
    ask_postgresql "ALTER DATABASE ${ACCOUNT}_before RENAME TO $ACCOUNT" >/dev/null
  else
    rm -f "$DATA"/duban.sqlite3-wal "$DATA"/duban.sqlite3-shm
    mv "$DATA/before.sqlite3" "$DATA/duban.sqlite3"
  fi
}

forget_database_copy() {
  if is_postgresql; then
    as_postgres dropdb --if-exists "${ACCOUNT}_before"
  else
    rm -f "$DATA"/before.sqlite3*
  fi
}
