// Package web builds and serves the playground: one page, plain TypeScript in
// page/, bundled by esbuild; the simulator (wasm/core) in a worker; the picture
// (wasm/stage) in a frame. The result is a folder of static files for any web
// host, every file but the page itself named by its content.
//
// Nothing of it talks to a server: a link holds its script in the fragment, and
// a service worker keeps the files for when there is no network.
package web
