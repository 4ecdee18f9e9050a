import {
  CLUSTER_SCOPED_CHOICES,
  OTHER_NAMESPACES_CHOICES,
  type Reading,
} from '../../engine/rollout/manifests/reading.ts';

/** Options that say how manifests are read, of apply alone. */
export const READING_OPTIONS = ['recursive', 'cluster-scoped', 'other-namespaces', 'require-digests'] as const;

/** What somebody chose; the rest of a reading is asked of the cluster and of registries. */
export interface ReadingChoices extends Pick<Reading, 'clusterScoped' | 'otherNamespaces'> {
  readonly requireDigests: boolean;
}

interface ReadingGiven {
  readonly one: (option: 'cluster-scoped' | 'other-namespaces') => string | undefined;
  readonly requireDigests: boolean;
  readonly problems: string[];
}

/** What is wrong with it is added to `problems`. */
export function readingGiven({ one, requireDigests, problems }: ReadingGiven): ReadingChoices {
  return {
    clusterScoped: choice('cluster-scoped', CLUSTER_SCOPED_CHOICES),
    otherNamespaces: choice('other-namespaces', OTHER_NAMESPACES_CHOICES),
    requireDigests,
  };

  function choice<Word extends string>(
    option: 'cluster-scoped' | 'other-namespaces',
    words: readonly [Word, ...Word[]],
  ): Word {
    const text = one(option) ?? words[0];
    const word = words.find((known) => known === text);
    if (word === undefined) problems.push(`--${option} is "${text}"; wanted one of ${words.join(', ')}.`);
    return word ?? words[0];
  }
}
