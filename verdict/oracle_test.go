package verdict_test

import (
	"flag"
	"testing"

	"github.com/stretchr/testify/require"

	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/scenarios/fuzz"
	"finishline/scenarios/sweep"
)

var (
	seeds = flag.Uint64("seeds", 12, "random scripts of each family that verdict and witness must agree on")
	from  = flag.Uint64("from", 1, "the first of them")
)

// oracleVersions are those between which closing changed.
var oracleVersions = []string{"18.20.8", "23.7.0", "24.21.0", "26.10.0"}

func release(t testing.TB, version string) versions.Release {
	t.Helper()
	v, err := versions.Find(version)
	require.NoError(t, err)
	return v
}

// TestVerdictAgreesWithTheWitness runs every scenario with an independent
// witness inside and compares.
func TestVerdictAgreesWithTheWitness(t *testing.T) {
	judged, sockets := 0, 0
	list := sweep.Of(scenarios.All())
	for _, sc := range list {
		for _, version := range oracleVersions {
			rep, told, err := observe(sc.Script, release(t, version))
			require.NoError(t, err, sc.Name)
			if told == nil {
				continue
			}
			judged += len(rep.Exchanges)
			for _, c := range contradictions(rep, told) {
				t.Errorf("%s on %s: %s", sc.Name, version, c)
			}
			sockets += len(told.Sockets)
		}
	}
	if len(list) == len(scenarios.All()) {
		require.Greater(t, judged, 500, "exchanges judged")
		require.Greater(t, sockets, 400, "sockets judged")
	}
}

// TestVerdictAgreesOnRandomScripts does the same with scripts that nobody has
// seen: go test ./verdict -run Random -seeds 2000 for a long run.
func TestVerdictAgreesOnRandomScripts(t *testing.T) {
	judged := 0
	for _, family := range []string{"net", "http2", "compat", "frames", "http"} {
		f, err := fuzz.FamilyNamed(family)
		require.NoError(t, err)
		for seed := *from; seed < *from+*seeds; seed++ {
			version := oracleVersions[int(seed)%len(oracleVersions)]
			src := f.Generate(seed).String()
			rep, told, err := observe(src, release(t, version))
			require.NoError(t, err, "%s %d", family, seed)
			if told == nil {
				continue
			}
			judged += len(rep.Exchanges)
			for _, c := range contradictions(rep, told) {
				t.Errorf("%s %d on %s: %s\n%s", family, seed, version, c, fold(src))
			}
		}
	}
	require.Greater(t, judged, int(*seeds)*3, "exchanges judged")
}

// fold keeps a failure's script short unless it is asked for.
func fold(src string) string {
	if testing.Verbose() {
		return src
	}
	return "(go test -v shows the script)"
}
