# A release: the sources and a virtual environment of their own, in a folder named by its contents.

# names of the shipped files, one a line; an unpacked bundle lists them itself
list_sources() {
  if [ -f SHA256SUMS ]; then
    cut -c67- SHA256SUMS | grep -v '^wheels/'
  else
    git -c safe.directory='*' -c core.quotePath=false ls-files -- $(cat deploy/shipped.txt)
  fi | LC_ALL=C sort
}

# version and the first digits of a checksum over all sources: the same sources have the same name everywhere
name_release() {
  local version
  version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
  echo "$version-$(list_sources | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -c1-12)"
}

copy_sources() {
  list_sources | tar --create --files-from=- --owner=root --group=root --mode='u=rwX,go=rX' | tar --extract --directory="$1"
}

# make_release FOLDER PYTHON: does nothing if the release stands complete
make_release() {
  local folder=$1 python=$2
  if [ -e "$folder/.complete" ]; then
    say "版本 $(basename "$folder") 已在 $folder"
    return
  fi
  say "安装版本 $(basename "$folder")"
  rm -rf "$folder"
  mkdir -p "$folder"
  copy_sources "$folder"
  "$python" -m venv "$folder/.venv"
  install_wheels "$folder/.venv/bin/python"
  # the service cannot write here
  "$folder/.venv/bin/python" -m compileall -q "$folder/tasks" "$folder/reports" "$folder/tracker"
  touch "$folder/.complete"
}

# from the bundle's own wheels without asking anybody, else from the registry that pip is set to
install_wheels() {
  local from=()
  if [ -d wheels ]; then
    from=(--no-index --find-links "$PWD/wheels")
  fi
  "$1" -m pip --disable-pip-version-check --quiet install --no-cache-dir --require-hashes --only-binary :all: \
    "${from[@]}" --requirement requirements/run.txt
}

# removes all releases but the present one and the one before
remove_old_releases() {
  local kept
  kept=$(readlink "$HOME_FOLDER/current" "$HOME_FOLDER/previous" || true)
  for folder in "$HOME_FOLDER"/releases/*; do
    grep --quiet --line-regexp --fixed-strings "$folder" <<<"$kept" || rm -rf "$folder"
  done
}
