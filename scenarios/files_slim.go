//go:build slim

package scenarios

import "embed"

// files is empty: a page has the scenarios as a file of its own.
var files embed.FS
