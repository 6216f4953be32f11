package versions

// What util.inspect, Buffer and their relatives do differently.
var (
	ReceivedByType = behaviour("received-by-type", ">=20", "lib/internal/errors.js determineSpecificType",
		"ERR_INVALID_ARG_TYPE describes what it received by type, cutting a long string itself rather than its quoted form.")
	BufferPool64K = behaviour("buffer-pool-64k", ">=24.0.0 <25 || >=26", "lib/buffer.js Buffer.poolSize",
		"Small Buffers are slices of a pool of 64 KiB; before it was 8 KiB.")
	BufferSizeRange = behaviour("buffer-size-range", ">=20", "lib/buffer.js assertSize",
		"Buffer.alloc with a bad size throws ERR_OUT_OF_RANGE; before it was ERR_INVALID_ARG_VALUE.")
	BufferMax53 = behaviour("buffer-max-53", ">=22", "buffer.constants.MAX_LENGTH",
		"The largest Buffer is 2^53-1 bytes; before it was 4 GiB.")
)
