#!/usr/bin/env bash
# Deploys Connector to a resource group: shows what will change, asks, sets up the resources, publishes the app. Safe to repeat.
# Usage: infra/deploy.sh <resource group> [--yes]
# STABILITY_API_KEY, GATEWAY_API_KEY and OPENAI_API_KEY hold the keys, at each run: one that is not given is taken out of the app.
set -euo pipefail

usage() {
  sed -n '2,4s/^# //p' "$0" >&2
  exit 2
}

group='' confirmed=''
while [ $# -gt 0 ]; do
  case $1 in
    --yes) confirmed=yes ;;
    -*) usage ;;
    *)
      [ -z "$group" ] || usage
      group=$1
      ;;
  esac
  shift
done
[ -n "$group" ] || usage

for tool in az dotnet zip; do
  command -v "$tool" >/dev/null || { echo "$tool is needed." >&2; exit 1; }
done
if [ -z "${STABILITY_API_KEY:-}${GATEWAY_API_KEY:-}${OPENAI_API_KEY:-}" ]; then
  echo "Set STABILITY_API_KEY, GATEWAY_API_KEY or OPENAI_API_KEY: without a key no action works." >&2
  exit 1
fi

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The keys go through a file in a folder that only this user can open: arguments would show in the list of processes.
json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}
cat >"$work/keys.json" <<JSON
{
  "\$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "stabilityApiKey": { "value": $(json "${STABILITY_API_KEY:-}") },
    "gatewayApiKey": { "value": $(json "${GATEWAY_API_KEY:-}") },
    "openaiApiKey": { "value": $(json "${OPENAI_API_KEY:-}") }
  }
}
JSON
deployment=(--resource-group "$group" --name connector --template-file infra/main.bicep
  --parameters @infra/main.parameters.json --parameters @"$work/keys.json")

az deployment group what-if "${deployment[@]}"
if [ -z "$confirmed" ]; then
  read -rp "Deploy this to $group? [y/N] " answer
  [[ $answer =~ ^[Yy] ]] || { echo "Nothing was changed." >&2; exit 1; }
fi

# Built before anything is changed: a build that fails leaves the running app as it is.
# For Linux, whatever this machine is; .NET is Azure's.
dotnet publish src/Functions -c Release -r linux-x64 --self-contained false -o "$work/app"
# Of the whole folder, the hidden .azurefunctions too.
(cd "$work/app" && zip -qr ../app.zip .)

outputs=$(az deployment group create "${deployment[@]}" --output tsv \
  --query '[properties.outputs.appName.value, properties.outputs.url.value]')
{ read -r app; read -r url; } <<<"$outputs"
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$work/app.zip" --output none

cat <<TEXT

Connector is at $url
A key for callers, to send in x-functions-key or as ?code=:
  az functionapp keys list --resource-group $group --name $app --query functionKeys.default --output tsv
Is it well?
  curl -s $url/api/health
TEXT
