import { beforeAll, describe, expect, it } from '@jest/globals';
import { CASES } from '../../trace/cases.ts';
import { withEmbeddedCluster } from '../../trace/embedded.ts';
import { EXPECTED } from '../../trace/expected.ts';
import type { Json } from '../../trace/json.ts';
import { play } from '../../trace/play.ts';

describe('the embedded cluster answers as a real Kubernetes v1.36.3 did', () => {
  let traces: ReadonlyMap<string, Json> = new Map();

  beforeAll(async () => {
    traces = await withEmbeddedCluster((kubeconfig) =>
      play(kubeconfig, CASES, { atOnce: CASES.length, patience: 30_000 }),
    );
  }, 180_000);

  it.each(CASES)('$name', ({ name }) => {
    expect(traces.get(name)).toEqual(EXPECTED.read(name));
  });

  it('has a recorded trace for every case, and none for a case that is gone', () => {
    expect(EXPECTED.names()).toEqual(CASES.map(({ name }) => name).toSorted());
  });
});
