#!/bin/sh
# Records the answers of the Node versions under /opt/nodes.
cd "$(dirname "$0")" || exit 1
for node in /opt/nodes/*/bin/node; do
  version=$(basename "$(dirname "$(dirname "$node")")")
  TZ=UTC "$node" --no-warnings record.js > "recorded/$version.json"
done
