// The simulator is what a visitor waits for: it is on its way before anything
// else of the page exists. main.ts imports this first.
import { compile } from './columns';

export type Files = Record<'worker' | 'core' | 'lower' | 'stage' | 'scenarios', string>;
export const files = (document.currentScript as HTMLScriptElement).dataset as Files;

/** simulator is the compiled module; null where there is no WebAssembly. */
export const simulator: Promise<WebAssembly.Module> | null = typeof WebAssembly === 'object' ? fetch(files.core).then(compile) : null;
simulator?.then(() => performance.mark('compiled'), () => undefined); // whoever waits for it says what went wrong

/** firstWorker starts while the module is compiled. */
export const firstWorker: Worker | null = simulator && new Worker(files.worker);
