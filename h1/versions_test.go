package h1

// nodeOptions maps the versions of Node that were recorded to behaviours. Each
// was run for every line of testdata/*.jsonl.
var nodeOptions = map[string]Options{
	"18.18.2": node18_18, // llhttp 6.0.11
	"18.20.8": node18_20, // llhttp 6.1.1
	"20.20.2": node25,    // llhttp 9.3.1
	"22.23.3": node26,    // llhttp 9.4.3
	"23.7.0":  node23,    // llhttp 9.2.1
	"24.21.0": node26,    // llhttp 9.4.3
	"25.9.0":  node25,    // llhttp 9.3.1
	"26.10.0": node26,    // llhttp 9.4.3
}

var (
	node26 = Options{
		MaxHeaderBytes:         16384,
		MaxChunkExtensionBytes: 16384,
	}
	node25 = with(node26, func(o *Options) {
		o.SpaceIsOnlyOWS = true
		o.EmptyTransferEncoding = true
		o.CRForStatusLF = true
	})
	node23 = with(node25, func(o *Options) {
		o.HTTPResponsesOnly = true
		o.DELInExtension = true
	})
	node18_20 = with(node23, func(o *Options) {
		o.NoQuery = true
		o.LooseURL = true
		o.LooseStatusCode = true
		o.LooseLineEnds = true
		o.LooseFieldNames = true
		o.LateFramingConflict = true
		o.LooseChunkExtensions = true
		o.FramedBodyDespiteStatus = true
		o.IgnoreDataAfterClose = true
		o.CoarseFaults = true
		o.StaleContentLength = true
	})
	node18_18 = with(node18_20, func(o *Options) {
		o.MaxChunkExtensionBytes = 0
		o.FoldedValues = true
		o.SpaceAfterChunkSize = true
	})
)

func with(o Options, change func(*Options)) Options {
	change(&o)
	return o
}
