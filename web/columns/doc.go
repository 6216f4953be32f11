// Package columns takes the code of a WebAssembly module apart, so that what a
// browser downloads gets smaller: a general compressor sees opcodes, numbers of
// locals, offsets, addresses and functions in one row of bytes, and finds little
// in it. Here every sort of number has a column of its own, in which neighbours
// resemble each other; what Go's compiler writes by a rule (return addresses,
// tables of resume points, the depth of a branch) is said by how it differs from
// the rule. Brotli makes a quarter less of that.
//
// page/columns.ts puts the module together again, before it is compiled. The
// result is the same module, byte for byte.
//
// The format, all numbers unsigned LEB128 where nothing else is said:
//
//	"\x00col", bytes of the module, how many columns, bytes of each
//	how many symbols; each: parts; each part: literal bytes, kind, column
//	the columns
//
// Column 0 holds one byte for a symbol: some instructions whose bytes are
// literal, and after each literal what its kind takes from its column. Column 1
// holds all that is not code, in pieces: see others.go.
//
// Not modelled: modules with instructions that Go's compiler does not write
// (exceptions, SIMD, garbage collection) are an error.
package columns
