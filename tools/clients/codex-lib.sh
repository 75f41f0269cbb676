# Codex CLI with a home of its own. Sourced by the checks of it, after lib.sh.
codex=$modules/.bin/codex
[ -x "$codex" ] || missing "Codex CLI"
export CODEX_HOME=$work/codex
project=$work/project
model=scripted
mkdir -p "$CODEX_HOME" "$project"

# codex_home TRANSPORT [CATALOG]: sse or ws; CATALOG is a file that replaces what the server says of its models.
codex_home() {
  local websockets=false catalog="model_catalog_url = \"$base/models\"" top=
  [ "$1" = ws ] && websockets=true
  if [ $# -gt 1 ]; then catalog= top="model_catalog_json = \"$2\""; fi
  cat >"$CODEX_HOME/config.toml" <<TOML
model = "$model"
model_provider = "brisk"
check_for_update_on_startup = false
web_search = "disabled"
$top
[analytics]
enabled = false
[features]
goals = false
view_image = false
unbounded_connection_retries = false
[agents]
enabled = false
[skills]
include_instructions = false
[skills.bundled]
enabled = false
[tools.experimental_request_user_input]
enabled = false
[model_providers.brisk]
name = "Brisk"
base_url = "$base"
wire_api = "responses"
env_key = "BRISK_KEY"
supports_websockets = $websockets
request_max_retries = 1
stream_max_retries = 1
$catalog
TOML
}

# catalog CHANGE: the server's own catalog, each model m of it changed by this statement, in catalog.json.
catalog() {
  curl -fsS -H "Authorization: Bearer $BRISK_KEY" "$base/models" | node -e '
    const all = JSON.parse(require("fs").readFileSync(0));
    all.models.forEach(new Function("m", process.argv[1]));
    console.log(JSON.stringify({models: all.models}));' "$1" >"$work/catalog.json"
}

# lite_catalog [CHANGE]: the same with Responses-Lite switched on.
lite_catalog() { catalog "m.use_responses_lite = true; ${1:-}"; }

# Runs one turn without a terminal; what it says goes to client.log.
codex_exec() {
  (cd "$project" && timeout 180 "$codex" exec --skip-git-repo-check -s workspace-write "$@" </dev/null) \
    >"$work/client.log" 2>&1
}
