import { rememberedText } from './remembered.ts';

/** Identity of a step within its job. Expressions carry it, so that a step cannot be referred to by a misspelt id. */
export interface StepHandle {
  readonly kind: 'step';
  readonly id: string;
  readonly name: string;
}

/** Identity of a job within its workflow; what `needs` is derived from. */
export interface JobHandle {
  readonly kind: 'job';
  readonly id: string;
  readonly name: string;
}

/** What an expression can refer to. */
export type Reference = StepHandle | JobHandle;

/** The id of a step or job that is called `name`: it changes only when the name does, never with a version or a command. A name without a
 *  letter or digit that ids can have, in Cyrillic or Japanese, is told apart by its fingerprint.
 *  @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id */
export const idOf = rememberedText(1000, (name: string): string => {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (id === '' || /^_+$/.test(id)) return `id-${fingerprint(name)}`;
  return /^[0-9-]/.test(id) ? `_${id}` : id;
});

/** Eight digits that tell texts apart (FNV-1a).
 *  @see https://www.rfc-editor.org/rfc/rfc9923 */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}
