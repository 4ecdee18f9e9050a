/** Every way to test, a line each: here it is a word of configs and known to everything that asks for runtimes. */
export { go } from './go.ts';
export { node } from './node.ts';
export { python } from './python.ts';
export { steps } from './steps.ts';
