import type { ActionsLock } from '../../domain/locked-action.ts';

/** A lock as a file: entries sorted, so that two branches that add one do not collide; what is short stands on one line. */
export function lockText({ actions, ...rest }: ActionsLock): string {
  const { schema, ...others } = rest;
  const sorted = Object.fromEntries(Object.entries(actions).sort(([one], [other]) => (one < other ? -1 : 1)));
  const text = JSON.stringify({ schema, actions: sorted, ...others }, null, 2);
  return `${text.replaceAll(/\{\n\s+("required": true|"scope": "[^"\n]*",\n\s+"level": "[^"\n]*",\n\s+"why": "(?:[^"\\\n]|\\.)*")\n\s+\}/g, (_whole, inner: string) => `{ ${inner.replaceAll(/\n\s+/g, ' ')} }`)}\n`;
}
