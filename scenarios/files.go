//go:build !slim

package scenarios

import "embed"

//go:embed *.js recorded/*.txt packages/*.js packages/recorded/*.txt
var files embed.FS
