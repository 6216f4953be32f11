// The document around the canvas. It must run before the module does, because
// Ebitengine keeps the animation frame function that it finds when it starts.
'use strict';

(() => {
  const here = document.currentScript;
  const stage = (globalThis.finishlineStage = globalThis.finishlineStage || {});
  const message = document.getElementById('message');

  // say shows a text where the picture would be, and tells the page.
  const say = (text) => {
    message.textContent = text;
    message.hidden = false;
    stage.error = text;
    if (stage.onerror && stage.onerror !== say) stage.onerror(text);
  };

  // Frames and timers are held back while nothing moves: an idle stage does
  // nothing at all. (Ebitengine looks ten times a second whether sound must stop.)
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  const later = globalThis.setTimeout.bind(globalThis);
  const never = globalThis.clearTimeout.bind(globalThis);
  const held = new Map(); // by an id below zero: what to call when it goes on
  let resting = false;
  let ids = 0;
  const hold = (go) => {
    held.set(--ids, go);
    return ids;
  };
  const frame = (f) => {
    globalThis.finishlineFrames.frames++;
    return ask(f);
  };
  globalThis.requestAnimationFrame = (f) => (resting ? hold(() => frame(f)) : frame(f));
  globalThis.setTimeout = (f, ms, ...args) => (resting ? hold(() => later(f, 0, ...args)) : later(f, ms, ...args));
  globalThis.clearTimeout = (id) => (id < 0 ? held.delete(id) : never(id));
  globalThis.finishlineFrames = {
    frames: 0, // asked of the browser so far
    resting,
    idle(on) {
      resting = this.resting = on;
      if (on) return;
      const all = [...held.values()];
      held.clear();
      for (const go of all) go();
    },
  };

  // Ebitengine would keep every key and touch from the page, so it never sees
  // one. Listeners on the window run before its own on the canvas.
  const mine = (type, f, passive) =>
    globalThis.addEventListener(
      type,
      (e) => {
        e.stopImmediatePropagation();
        if (f) f(e);
      },
      { capture: true, passive },
    );
  for (const type of ['touchstart', 'touchmove', 'touchend', 'mousemove', 'mouseup', 'contextmenu', 'dragover', 'drop']) mine(type, null, true);
  // The focus stays where it is in the page.
  mine('mousedown', (e) => e.preventDefault(), false);

  // Keys go to the page as if its frame element had got them.
  for (const type of ['keydown', 'keyup'])
    mine(type, (e) => {
      const frame = globalThis.frameElement;
      if (!frame) return;
      const copy = new frame.ownerDocument.defaultView.KeyboardEvent(e.type, {
        key: e.key, code: e.code, location: e.location, repeat: e.repeat, bubbles: true, cancelable: true, composed: true,
        ctrlKey: e.ctrlKey, shiftKey: e.shiftKey, altKey: e.altKey, metaKey: e.metaKey,
      });
      if (!frame.dispatchEvent(copy)) e.preventDefault();
    }, false);

  const pointer = () => typeof stage.pointerMove === 'function';
  const canvas = () => document.querySelector('canvas');
  // A finger that comes down may be about to scroll the page: it presses when it
  // has moved sideways, or is lifted. A swipe up or down ends in pointercancel.
  let finger = null;
  const press = (x, y, pan) => {
    finger = null;
    stage.pointerDown(x, y, pan);
  };
  mine('pointerdown', (e) => {
    if (!pointer() || !e.isPrimary || (e.button !== 0 && e.button !== 1)) return;
    if (e.pointerType === 'touch') finger = { x: e.clientX, y: e.clientY };
    else press(e.clientX, e.clientY, e.button === 1 || e.shiftKey);
    const c = canvas();
    if (c) c.setPointerCapture(e.pointerId);
  }, false);
  mine('pointermove', (e) => {
    if (!pointer() || !e.isPrimary) return;
    if (finger && Math.abs(e.clientX - finger.x) < 6) return;
    if (finger) press(finger.x, finger.y, false);
    const c = canvas();
    const shape = stage.pointerMove(e.clientX, e.clientY);
    if (c && c.style.cursor !== shape) c.style.cursor = shape;
  }, true);
  mine('pointerup', (e) => {
    if (!pointer() || !e.isPrimary) return;
    if (finger) press(finger.x, finger.y, false);
    stage.pointerUp();
    if (e.pointerType !== 'mouse') stage.pointerMove(e.clientX, e.clientY); // a tap shows the tooltip
  }, true);
  mine('pointercancel', () => {
    finger = null;
    if (pointer()) stage.pointerLeave();
  }, true);
  document.documentElement.addEventListener('pointerleave', () => pointer() && !finger && stage.pointerLeave());
  mine('wheel', (e) => {
    if (typeof stage.wheel !== 'function') return;
    const unit = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? innerHeight : 1;
    if (stage.wheel(e.clientX, e.clientY, e.deltaX * unit, e.deltaY * unit)) e.preventDefault();
  }, false);

  // Ebitengine reads the pixel ratio once. (The media query alone is not enough:
  // it is looked at with a frame, and there may be none.)
  const ratio = devicePixelRatio;
  const sharp = () => {
    if (devicePixelRatio !== ratio) location.reload();
  };
  matchMedia(`(resolution: ${ratio}dppx)`).addEventListener('change', sharp);
  globalThis.addEventListener('resize', sharp);

  const instantiate = async (url, imports) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
    if ((response.headers.get('content-type') || '').startsWith('application/wasm')) return WebAssembly.instantiateStreaming(response, imports);
    const file = new Uint8Array(await response.arrayBuffer());
    const columns = globalThis.finishlineColumns; // only beside files that package web/columns took apart
    return WebAssembly.instantiate(columns && columns.isApart(file) ? await columns.joinSoon(file) : file, imports);
  };

  const start = async () => {
    if (typeof WebAssembly !== 'object') return say('This browser has no WebAssembly, so there is no picture. Events, Why and State tell the same in words.');
    const probe = document.createElement('canvas').getContext('webgl2');
    if (!probe) return say('This browser has no WebGL 2, so there is no picture. Events, Why and State tell the same in words. (Is hardware acceleration turned off?)');
    const lose = probe.getExtension('WEBGL_lose_context');
    if (lose) lose.loseContext();
    const go = new globalThis.Go();
    try {
      const { instance } = await instantiate(here.dataset.wasm, go.importObject);
      await go.run(instance);
      say('The picture ended unexpectedly. Reload the page to see it again; your text is safe.');
    } catch (e) {
      say(`The picture could not be loaded (${e.message}). Events, Why and State tell the same in words.`);
    }
  };
  start();
})();
