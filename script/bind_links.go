package script

import (
	"regexp"
	"strings"
	"sync"

	"finishline/node/realm"
	"finishline/node/versions"
)

// linkValue is what Node takes for one value of a Link field (RFC 8288, less
// strictly; lib/internal/validators.js at 24.21.0).
var linkValue = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^<[^>]*>(?:\s*;\s*[^;"\s]+(?:="[^;"\s]*"|=[^;"\s]*)?)*$`)
})

// linkHeader is validateLinkHeaderValue: the links of early hints, joined.
func (c Call) linkHeader(hints realm.Value) string {
	bad := func(v realm.Value) {
		c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
			`The argument 'hints' must be an array or string of format "</styles.css>; rel=preload; as=style". Received `+c.Env().InspectValue(v)))
	}
	list, ok := hints.([]realm.Value)
	if !ok {
		if _, ok := hints.(string); !ok {
			bad(hints)
		}
		list = []realm.Value{hints}
	}
	links := make([]string, len(list))
	for i, v := range list {
		links[i] = Str(v)
		end := strings.IndexByte(links[i], '>')
		if v == nil || !linkValue().MatchString(links[i]) ||
			c.Env().Has(versions.LinkOneLine) && strings.ContainsAny(links[i][:end], "\r\n") {
			bad(v)
		}
	}
	return strings.Join(links, ", ")
}
