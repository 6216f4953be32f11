// Package sweep is for tests that visit every scenario. The race detector makes
// a script some ten times slower, and all scripts run through the same code; so
// with it they visit a sample, and `make unit` runs them once more without.
package sweep

// Of is what a test visits of all.
func Of[T any](all []T) []T {
	if every == 1 {
		return all
	}
	var some []T
	for i := 0; i < len(all); i += every {
		some = append(some, all[i])
	}
	return some
}
