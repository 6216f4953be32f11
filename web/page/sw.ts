// The service worker: after the first visit the page works without a network.
// Files are named by their content, so a cached one is never old; only the page
// itself is asked for anew, and taken from the cache if nobody answers.
declare const FILES: string[];
declare const VERSION: string;

const sw = self as unknown as ServiceWorkerGlobalScope;
const cache = 'finishline-' + VERSION;

sw.addEventListener('install', (e) => e.waitUntil(caches.open(cache).then((c) => c.addAll(FILES)).then(() => sw.skipWaiting())));

sw.addEventListener('activate', (e) => e.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('finishline-') && name !== cache) await caches.delete(name);
  await sw.clients.claim();
})()));

sw.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || !url.href.startsWith(sw.registration.scope)) return;
  if (e.request.mode === 'navigate' && !url.pathname.endsWith('.html')) {
    e.respondWith(fetch(e.request).catch(() => cached('./')));
    return;
  }
  e.respondWith(cached(e.request).catch(() => fetch(e.request)));
});

async function cached(r: RequestInfo): Promise<Response> {
  const hit = await (await caches.open(cache)).match(r, { ignoreSearch: true });
  if (!hit) throw new Error('not cached');
  return hit;
}
