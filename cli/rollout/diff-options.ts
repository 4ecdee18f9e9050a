import { type DigestReference, parseDigestReference } from '../../domain/image.ts';

/** What is compared with the cluster: a release as it was formed, or what stands in the repository now. */
export interface DiffChoices {
  readonly tier: string;
  /** `undefined`: the one of the folder. */
  readonly config: string | undefined;
  readonly release: DigestReference | undefined;
  /** Of the repository, only this service. */
  readonly service: string | undefined;
}

interface DiffGiven {
  readonly one: (option: 'config' | 'release' | 'service' | 'namespace') => string | undefined;
  readonly positionals: readonly string[];
  readonly problems: string[];
}

/** What is wrong with it is added to `problems`. */
export function diffGiven({ one, positionals, problems }: DiffGiven): DiffChoices | undefined {
  const [tier, ...more] = positionals;
  const [release, service] = [one('release'), one('service')];
  if (tier === undefined) problems.push('sluice rollout diff wants a tier of the delivery, such as staging.');
  if (more.length > 0) problems.push(`sluice rollout diff does not take "${more.join(' ')}".`);
  if (one('namespace') !== undefined)
    problems.push('sluice rollout diff takes no --namespace: a tier of the delivery has its own.');
  if (release !== undefined && service !== undefined)
    problems.push('--release is of one service, so it takes no --service: leave one of them out.');
  const reference = release === undefined ? undefined : referenceGiven(release, problems);
  return tier === undefined ? undefined : { tier, config: one('config'), release: reference, service };
}

function referenceGiven(text: string, problems: string[]): DigestReference | undefined {
  try {
    return parseDigestReference(text);
  } catch (error) {
    problems.push(`--release: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
