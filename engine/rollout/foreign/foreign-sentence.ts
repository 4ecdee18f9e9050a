import { inSentences } from '../../../domain/sentences.ts';
import { type KubernetesObject, nameOf } from '../cluster.ts';
import type { ForeignChange } from './foreign-change.ts';

/** More than these say nothing more. */
const MOST = 3;

/** An object of the release that others have changed, or that is gone. */
export interface Changed {
  readonly object: KubernetesObject;
  /** Empty for an object that is gone. */
  readonly changes: readonly ForeignChange[];
}

/** What somebody else has changed, and what to do about it. Values are told of images alone: any other may be a secret. */
export const changedSentence = (changed: readonly Changed[], where: 'midway' | 'at the end'): string =>
  inSentences(
    ...changed.map(({ object, changes }) =>
      changes.length === 0
        ? `${nameOf(object)} was written by this run and is gone: somebody has deleted it`
        : `${nameOf(object)} is not what this run wrote any more: ${fieldsSentence(changes)}`,
    ),
    where === 'midway'
      ? 'What it has become is not judged, nothing was undone, and nothing is kept as good'
      : 'Its pods are ready, but the release is not kept as good, and nothing was undone',
    'Take the change into the manifests, or keep the other writer away; then run this again',
  );

function fieldsSentence(changes: readonly ForeignChange[]): string {
  const told = changes.slice(0, MOST).map(fieldSentence).join(', ');
  const more = changes.length - MOST;
  return more > 0 ? `${told}, and ${more} more` : told;
}

function fieldSentence({ field, path, before, after, by }: ForeignChange): string {
  const last = path.at(-1);
  const isImage = last?.kind === 'field' && last.name === 'image';
  const what = after === undefined ? 'taken away' : before === undefined ? 'added' : 'changed';
  const values = isImage && before !== undefined && after !== undefined ? ` from ${before} to ${after}` : '';
  return `${field} was ${what}${values} by ${writerText(by)}`;
}

const writerText = (by: ForeignChange['by']): string =>
  by === undefined
    ? 'somebody'
    : `"${by.manager}" (${[by.operation, by.subresource, by.time].filter((part) => part).join(', ')})`;
