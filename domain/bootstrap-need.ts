import { type BootstrapKind, OBJECT_LIVES } from './object-life.ts';

/** Kinds of objects that an administrator gives to a tier's namespace, and whose absence no pod would show. */
const NEEDED = [
  'Certificate',
  'GCPBackendPolicy',
  'GCPGatewayPolicy',
  'Gateway',
  'HealthCheckPolicy',
  'Issuer',
  'LimitRange',
  'NetworkPolicy',
  'ResourceQuota',
] as const satisfies readonly BootstrapKind[];

type NeededKind = (typeof NEEDED)[number];

/** What a release relies on and its deployer may not write. */
export interface BootstrapNeed {
  readonly kind: NeededKind;
  readonly name: string;
}

/** On a workload: what its namespace must have before it is rolled out, as `Kind/name`, separated by blanks. */
export const NEEDS = 'sluice.dev/needs';

/** Beside it: the file that an administrator applies where it is not there, from the root of the repository. */
export const BOOTSTRAP = 'sluice.dev/bootstrap';

/** What a need can name. */
export const neededKinds = (): readonly string[] => NEEDED;

export const apiVersionOf = (kind: NeededKind): string => OBJECT_LIVES[kind].apiVersion;

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
  const known = NEEDED.find((each) => each === kind);
  return known === undefined ? undefined : { kind: known, name };
}
