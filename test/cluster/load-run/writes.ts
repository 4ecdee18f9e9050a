import type { FaultProxy, Seen } from '../../unit/adapters/kubernetes/fault-proxy.ts';

/** Whether a request changes what the cluster is: no question, no dry run, no renewal of a Lease. */
export function isWrite({ method, url, body }: Pick<Seen, 'method' | 'url' | 'body'>): boolean {
  if (method === 'GET' || /[?&]dryRun=/.test(url) || url.startsWith('/apis/authorization.k8s.io/')) return false;
  return !(method === 'PATCH' && url.includes('/leases/') && isRenewal(body));
}

function isRenewal(body: string): boolean {
  const { spec = {} } = (body.startsWith('{') ? JSON.parse(body) : {}) as { readonly spec?: object };
  return Object.keys(spec).join() === 'renewTime';
}

/** For people: `PATCH services/web`. */
export const writeName = ({ method, url }: Pick<Seen, 'method' | 'url'>): string =>
  `${method} ${url.replace(/\?.*/, '').split('/').slice(-2).join('/')}`;

/** Which write a run dies at, and whether the server still takes it. */
export interface Death {
  /** From 1 on. */
  readonly write: number;
  readonly when: 'before' | 'after';
}

/** Before and after each of so many writes. */
export const deaths = (writes: number): readonly Death[] =>
  Array.from({ length: writes }, (_, index) =>
    (['before', 'after'] as const).map((when) => ({ write: index + 1, when })),
  ).flat();

/** Lets a run through until its death. @param kill ends the process. @returns the name of the write, once it came. */
export function dying(
  proxy: Pick<FaultProxy, 'fault'>,
  { write, when }: Death,
  kill: () => void,
): () => string | undefined {
  let count = 0;
  let died: string | undefined;
  const die = (): void => {
    kill();
    // What was under way beside it never arrives either.
    proxy.fault = () => ({ kind: 'drop' });
  };
  proxy.fault = (seen) => {
    if (!isWrite(seen) || ++count !== write) return undefined;
    died = writeName(seen);
    if (when === 'after') return { kind: 'lost', answered: die };
    die();
    return { kind: 'drop' };
  };
  return () => died;
}
