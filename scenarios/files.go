//go:build !slim

package scenarios

import "embed"

//go:embed *.js recorded/*.txt
var files embed.FS
