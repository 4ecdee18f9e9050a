/** Every file that a delivery makes, for who writes them in a way of their own. */

export { generatedFiles } from './cli/generated-files.ts';
export type { GeneratedFile } from './domain/generated-file.ts';
export type { Besides } from './workflows-src/language/besides.ts';
