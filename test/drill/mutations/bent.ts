import type { Value } from './source-tree.ts';

/** Another value of the same sort: a flag says the opposite, a number is none, a text is another one. */
export function bent(value: Value): string {
  const text = value.kind === 'scalar' ? value.text : '';
  if (text === 'true') return 'false';
  if (text === 'false') return 'true';
  return /^\d+$/.test(text) && text !== '0' ? '0' : 'bent';
}

/** Whether it is a flag or a number. */
export const saysItself = (value: Value): boolean => value.kind === 'scalar' && /^(true|false|\d+)$/.test(value.text);
