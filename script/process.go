package script

// Process is one simulated Node process.
type Process struct{}
