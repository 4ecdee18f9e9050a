import { type Seconds, seconds } from '../seconds.ts';
import type { Graces } from './graces.ts';

/** Graces that one may set by name; the stable time and the timeout have inputs of their own. */
export type GraceName = Exclude<keyof Graces, 'stableFor' | 'timeout'>;

/** What each of them is called in inputs and options. */
export const GRACE_WORDS: Readonly<Record<GraceName, string>> = {
  invalidImage: 'invalid-image',
  imageGone: 'image-gone',
  imageGoneOnce: 'image-gone-once',
  imageGoneUnseen: 'image-gone-unseen',
  imageTransient: 'image-transient',
  configMissing: 'config-missing',
  mountMissing: 'mount-missing',
  mountFailed: 'mount-failed',
  attachFailed: 'attach-failed',
  containerCreate: 'container-create',
  neverReady: 'never-ready',
  createRefused: 'create-refused',
  createRefusedJob: 'create-refused-job',
  createRefusedTransient: 'create-refused-transient',
  pvcPending: 'pvc-pending',
  stalled: 'stalled',
  unschedulable: 'unschedulable',
  unschedulableNoScaleUp: 'unschedulable-no-scale-up',
  unschedulableScaleUp: 'unschedulable-scale-up',
  terminating: 'terminating',
  nodeSilent: 'node-silent',
  besideReady: 'beside-ready',
};

/** Some of them, as somebody set them. */
export type GivenGraces = Partial<Readonly<Record<GraceName, Seconds>>>;

export const GRACE_NAMES = Object.keys(GRACE_WORDS) as readonly GraceName[];

/** `unschedulable:120,never-ready:90`: names and seconds. @throws a sentence with everything that is wrong */
export function parseGraces(text: string): GivenGraces {
  const given = new Map<GraceName, Seconds>();
  const problems: string[] = [];
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [, word = '', time] = /^\s*([a-z-]+)\s*:\s*(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    const name = GRACE_NAMES.find((each) => GRACE_WORDS[each] === word);
    if (time === undefined)
      problems.push(`"${part.trim()}" is no grace: wanted a name and seconds, "unschedulable:120".`);
    else if (name === undefined)
      problems.push(`There is no grace "${word}"; wanted one of ${Object.values(GRACE_WORDS).join(', ')}.`);
    else if (given.has(name)) problems.push(`"${word}" is given twice.`);
    else given.set(name, seconds(Number(time)));
  }
  if (problems.length > 0) throw new Error(problems.join(' '));
  return Object.fromEntries(given);
}

/** As `parseGraces` reads it. */
export const formatGraces = (graces: GivenGraces): string =>
  GRACE_NAMES.flatMap((name) => (graces[name] === undefined ? [] : [`${GRACE_WORDS[name]}:${graces[name]}`])).join(',');
