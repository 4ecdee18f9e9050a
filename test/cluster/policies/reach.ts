import type { Kubectl } from '../bring-up/kubectl.ts';
import { askFromOutside, OUTSIDE } from './outside.ts';

/** A pod of the test, by namespace and name. */
export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What it answers at: `tcp:8000`. */
  readonly serves: readonly string[];
}

type Outsider = keyof typeof OUTSIDE;

/** That somebody calls somebody, by `tcp:443` or the like. */
export interface Call<Place extends string> {
  readonly from: Place | Outsider;
  readonly to: Place | Outsider;
  readonly by: string;
}

export const callText = ({ from, to, by }: Call<string>): string => `${from} → ${to} ${by}`;

const isOutside = (place: string): place is Outsider => place in OUTSIDE;

/** Lets everybody make their calls, each place all of its own at once. @returns those that were answered. */
export async function answered<Place extends string, Row extends Call<Place>>(
  rows: readonly Row[],
  pods: Readonly<Record<Place, Pod>>,
  addresses: ReadonlyMap<string, string>,
  kubectl: Kubectl,
): Promise<ReadonlySet<Row>> {
  const askers = new Set(rows.map(askerOf));
  const results = await Promise.all(
    [...askers].map(async (from) => {
      const own = rows.filter((row) => askerOf(row) === from);
      const questions = JSON.stringify(own.map((row) => question(row, addresses)));
      const said =
        from === 'outside' ? await askFromOutside(questions) : await askFromPod(kubectl, pods[from], questions);
      const answers: readonly unknown[] = JSON.parse(said);
      return own.filter((_, index) => answers[index] === true);
    }),
  );
  return new Set(results.flat());
}

const askerOf = <Place extends string>({ from }: Call<Place>): Place | 'outside' =>
  isOutside(from) ? 'outside' : from;

function question({ from, to, by }: Call<string>, addresses: ReadonlyMap<string, string>): object {
  const [protocol, port] = by.split(':');
  const address = isOutside(to) ? OUTSIDE[to] : addresses.get(to);
  return { protocol, port: Number(port), address, ...(isOutside(from) ? { from: OUTSIDE[from] } : {}) };
}

const askFromPod = (kubectl: Kubectl, { namespace, name }: Pod, questions: string): Promise<string> =>
  kubectl('exec', name, '--namespace', namespace, '--', 'node', '/peer.ts', 'ask', questions);
