import { readFileSync } from 'node:fs';

/** A request that kubectl sent, captured on the wire. */
export interface ClientBody {
  readonly command: string;
  readonly path: string;
  /** In base64. */
  readonly body: string;
  /** What it says. */
  readonly object: Readonly<Record<string, unknown>>;
}

export const KUBECTL_BODIES: readonly ClientBody[] = (
  JSON.parse(readFileSync(new URL('./kubectl-bodies.json', import.meta.url), 'utf8')) as {
    readonly bodies: readonly ClientBody[];
  }
).bodies;
