import { JOBS, type Job, resource } from '../../../../../../rehearsal/cluster/controllers/resource.ts';
import type { ContainerScript } from '../../../../../../rehearsal/cluster/kubelet/scripted/script.ts';
import { embeddedCluster, NAMESPACE, object } from '../embedded-cluster.ts';

/** A run that ends by itself after a second. */
const ends = (code: number): ContainerScript => ({ runs: [{ exit: { code, after: 1000 } }] });

/** A cluster for Jobs whose containers run `task:1`: the exit codes of the containers in the order of their starts, the last one
 *  for all that follow; `undefined` for one that runs until it is told to end, `deaf` for one that does not listen either. */
export const jobCluster = (...codes: readonly (number | 'deaf' | undefined)[]) => {
  const starts: number[] = [];
  const cluster = embeddedCluster((_, container) => {
    if (container === '') return {};
    const code = codes[Math.min(starts.length, codes.length - 1)];
    starts.push(cluster.clock.now());
    if (code === 'deaf') return { runs: [{ onTerm: 'ignored' }] };
    return code === undefined ? {} : ends(code);
  });
  const jobs = resource<Job>(cluster.store, JOBS);
  const begin = cluster.clock.now();
  const named = (name = 'task'): Job => {
    const found = jobs.get(NAMESPACE, name);
    if (found === undefined) throw new Error(`no Job ${name}`);
    return found;
  };
  const conditions = (name?: string): readonly string[] =>
    (named(name).status?.conditions ?? []).map(({ type, status, reason = '' }) => `${type} ${status} ${reason}`.trim());
  return {
    ...cluster,
    jobs,
    job: named,
    conditions,
    /** Seconds from the begin at which containers started. */
    starts: () => starts.map((time) => (time - begin) / 1000),
    seconds: () => (cluster.clock.now() - begin) / 1000,
    run(spec: object = {}, pod: object = {}, name = 'task'): void {
      const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'task:1' }], ...pod } };
      const wanted = { template, ...spec };
      cluster.store.create(JOBS, object('batch/v1', 'Job', { name, namespace: NAMESPACE }, { spec: wanted }));
    },
    change(spec: object): void {
      const live = named();
      jobs.update({ ...live, spec: { ...live.spec, ...spec } });
    },
    untilFinished(name?: string): void {
      cluster.clock.runUntil(
        () => conditions(name).some((text) => /^(Complete|Failed) True/.test(text)),
        24 * 3600 * 1000,
      );
    },
    podsLeft: () => cluster.pods().map(({ metadata }) => metadata.name),
    told: (kind = 'Job') =>
      cluster
        .events()
        .filter(({ involvedObject }) => involvedObject.kind === kind)
        .map(({ type, reason, message }) => `${type} ${reason}: ${message}`),
  };
};
