/** Kinds of objects that an administrator gives to a tier's namespace, and whose absence no pod would show. */
export const BOOTSTRAP_KINDS = {
  LimitRange: 'v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  ResourceQuota: 'v1',
} as const satisfies Readonly<Record<string, string>>;

/** What a release relies on and its deployer may not write. */
export interface BootstrapNeed {
  readonly kind: keyof typeof BOOTSTRAP_KINDS;
  readonly name: string;
}

/** On a workload: what its namespace must have before it is rolled out, as `Kind/name`, separated by blanks. */
export const NEEDS = 'sluice.dev/needs';

export const formatNeeds = (needs: readonly BootstrapNeed[]): string =>
  needs.map(({ kind, name }) => `${kind}/${name}`).join(' ');

/** @returns what is needed, and words of which nobody knows what they would be */
export function parseNeeds(text: string): {
  readonly needs: readonly BootstrapNeed[];
  readonly unknown: readonly string[];
} {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const read = words.map((word) => ({ word, need: parseNeed(word) }));
  return {
    needs: read.flatMap(({ need }) => need ?? []),
    unknown: read.filter(({ need }) => need === undefined).map(({ word }) => word),
  };
}

function parseNeed(word: string): BootstrapNeed | undefined {
  const [, kind = '', name = ''] = /^(\w+)\/([a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/.exec(word) ?? [];
  return isKind(kind) ? { kind, name } : undefined;
}

const isKind = (kind: string): kind is BootstrapNeed['kind'] => Object.hasOwn(BOOTSTRAP_KINDS, kind);
