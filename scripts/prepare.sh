# Sourced by the commands of this folder: what a fresh machine needs before they can run. Leaves us in the project's root.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo '需要 Node.js 20.19 或更高版本（含 npm），本机没有找到。请从 https://nodejs.org 安装后再试。' >&2
    echo 'Node.js 20.19 or newer with npm is needed and was not found: https://nodejs.org' >&2
    exit 1
  fi
  local version major minor
  version=$(node --version)
  IFS=. read -r major minor _ <<<"${version#v}"
  if ((major < 20 || (major == 20 && minor < 19))); then
    echo "Node.js 版本太旧：现在是 $version，需要 20.19 或更高版本（https://nodejs.org）。" >&2
    echo "Node.js $version is too old: 20.19 or newer is needed." >&2
    exit 1
  fi
  if ((major < 22)); then
    echo "提示：Node.js $version 已停止维护，建议换成 22 或 24。 Node.js $version no longer gets security fixes; 22 or 24 is better."
  fi
}

# step LABEL COMMAND…  runs quietly while the seconds are counted; shows what the command said only when it fails.
step() {
  local label=$1 log ticker= started=$SECONDS status=0
  shift
  log=$(mktemp)
  if [ -t 1 ]; then
    # The command stays in the foreground, so that Ctrl-C reaches it.
    while kill -0 $$ 2>/dev/null; do
      printf '\r… %s %ss ' "$label" $((SECONDS - started))
      sleep 0.5
    done &
    ticker=$!
  else
    echo "… $label"
  fi
  "$@" >"$log" 2>&1 || status=$?
  if [ "$ticker" ]; then
    kill "$ticker"
    wait "$ticker" 2>/dev/null
    printf '\r'
  fi
  if ((status == 0)); then
    echo "✓ $label $((SECONDS - started))s"
  else
    echo "✗ $label"
    cat "$log"
  fi
  rm -f "$log"
  return "$status"
}

# Makes node_modules what package-lock.json says; needs the network only when it is not so already.
install_packages() {
  local why
  why=$(node scripts/installed.mjs) && return
  if [ -L node_modules ]; then
    echo "node_modules 是指向别处的链接，未改动（$why）。 node_modules is a link and is left alone: $why"
    return
  fi
  step "安装依赖（首次约一分钟）· npm ci: $why" npm ci --no-audit --no-fund
}
