// Package explore runs one script under every order that the world may choose,
// within stated bounds, and groups the runs by what the programs were shown.
//
// A schedule is the canonical run (what Linux on loopback does) with some
// departures: at choice point 12 the world took alternative 1. The set of all
// schedules is a tree, and this package walks it: all of it (Exhaustive, or
// Bounded to so many departures), or a sample (Random, PCT). A walk is cut into
// tasks that share nothing; their parts merge into one report that does not
// depend on who ran which task, or in which order.
//
// Two nodes of the tree are the same when every program has been shown the
// same, every socket has the same history and the same segments travel
// (netmodel's Fingerprint); the second one is not walked again. So choices that
// no program and no socket can tell apart are not permuted. The microsecond at
// which something happened does not count, the millisecond does: a program that
// reads the clock more finely than its timers could tell.
//
// Schedules are walked by their number of departures, fewest first. So a node is
// first reached with the most departures left, and a walk that was cut knows up
// to how many departures it has made every schedule (Part.Walked).
//
// What the world may choose is netmodel.Explore. It does not model a CPU that
// runs JavaScript slower or faster; a program could tell by its timers, and
// ExploreLatency gives the same orders from the other side.
package explore
