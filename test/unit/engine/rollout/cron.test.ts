import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../../domain/digest.ts';
import { commitOf, stateOf } from '../../../../engine/rollout/state/annotations.ts';
import { readRunning } from '../../../../engine/rollout/state/running-workload.ts';
import { NAMESPACE } from './cluster-room.ts';
import { EmbeddedRoom } from './embedded-room.ts';
import { job } from './jobs/job-room.ts';
import { commit, image } from './releases.ts';

/** A CronJob and nothing else. */
const nightly = (name: string, { schedule = '0 3 * * *', tag = image(name) } = {}) => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "${schedule}"
  timeZone: Etc/UTC
  startingDeadlineSeconds: 300
  suspend: false
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: nightly, image: "${tag}" }] }
`;

class NightlyRoom extends EmbeddedRoom {
  protected override manifestsOf(name: string): string {
    return nightly(name);
  }
  rolled = (name: string, change: object = {}) => this.rollOut(name, { service: 'nightly', ...change });
  async running() {
    return (await readRunning(this.api, { service: 'nightly', namespace: NAMESPACE })).live;
  }
}

const room = () => new NightlyRoom(['good', 'good-next']);

describe('a release that is a CronJob alone', () => {
  it('is complete once it is stored as it was written, without a pod that was watched', async () => {
    const own = room();
    const end = await own.rolled('good');
    expect(end).toMatchObject({ outcome: 'complete', image: image('good') });
    expect(end.sentence).toMatch(/CronJob "nightly" is stored as written.* no run of it was watched/);
    expect(end.report).not.toMatch(/pods were ready/);
    expect(own.objects('Pod')).toEqual([]);
  });

  it('says in the cluster what runs, so that the next run and a promotion know it', async () => {
    const own = room();
    await own.rolled('good');
    const live = await own.running();
    expect(live).toMatchObject({ kind: 'CronJob', metadata: { name: 'nightly' } });
    expect(live && commitOf(live)).toBe(commit('a'));
    expect(live && stateOf(live)).toBeDefined();
    const late = await own.rolled('good-next', { run: { id: 0, attempt: 1, createdAt: '2026-11-23T10:00:00Z' } });
    expect(late.outcome).toBe('superseded');
    expect(late.sentence).toMatch(/Run 1 is newer and has already written/);
  });

  it('goes back by a rollback to what it was', async () => {
    const own = room();
    await own.rolled('good');
    await own.rolled('good-next', { manifests: nightly('good-next', { schedule: '0 4 * * *' }) });
    const back = await own.rolled('good', { kind: 'rollback' });
    expect(back).toMatchObject({ outcome: 'complete', image: image('good') });
    expect(own.objects('CronJob')).toMatchObject([{ spec: { schedule: '0 3 * * *' } }]);
  });

  it('is refused with an image by tag, which could be other bytes at each of its times', async () => {
    const end = await room().rolled('good', { manifests: nightly('good', { tag: 'registry.example/api:latest' }) });
    expect(end.outcome).toBe('refused');
    expect(end.sentence).toMatch(/CronJob\/nightly\.spec\.jobTemplate\.spec\.template\.spec\.containers\[0\]\.image/);
  });

  it('is refused where its image is not in the registry: nobody would see a pod miss it', async () => {
    const own = room();
    const request = own.request('good', {
      service: 'nightly',
      release: { repository: 'registry.example/services/api', digest: digestOf('release good') },
    });
    const images = { has: async () => false };
    const end = await own.until(own.start(request, undefined, { images }).ended);
    expect(end).toMatchObject({ outcome: 'refused' });
    expect(end.sentence).toMatch(/CronJob "nightly" wants image .* which its registry does not have/);
    expect(own.objects('CronJob')).toEqual([]);
  });

  it('is refused where its pods need what is not there', async () => {
    const manifests = nightly('good').replace('restartPolicy', 'serviceAccountName: nobody, restartPolicy');
    const end = await room().rolled('good', { manifests });
    expect(end.outcome).toBe('refused');
    expect(end.sentence).toMatch(/CronJob "nightly" needs ServiceAccount "nobody"/);
  });

  it('begins at its time, by the release that is there then', async () => {
    const own = room();
    await own.rolled('good');
    for (let hours = 0; hours < 20; hours++) await own.pass(3_500_000);
    const [job, ...more] = own.objects('Job');
    expect(more).toEqual([]);
    expect(job?.metadata.name).toMatch(/^nightly-\d+$/);
    expect(JSON.stringify(own.objects('Pod'))).toContain(image('good'));
  });

  it('is left as it was when a Job that comes before it fails', async () => {
    const own = new NightlyRoom(['good', 'crash']);
    await own.rolled('good');
    const changed = nightly('good', { schedule: '0 4 * * *' });
    const end = await own.rolled('good-next', { manifests: changed + job('crash') });
    expect(end).toMatchObject({ outcome: 'rolled-back', class: 'job-failed' });
    expect(own.objects('CronJob')).toMatchObject([{ spec: { schedule: '0 3 * * *' } }]);
  });

  it.each(['kubectl-patch', 'somebody'])(
    'is refused while %s keeps it suspended: no run would begin',
    async (manager) => {
      const own = room();
      await own.rolled('good');
      const suspend = (object: object & { readonly spec?: unknown }) => ({
        ...object,
        spec: { ...Object(object.spec), suspend: true },
      });
      own.change('CronJob', 'nightly', suspend, { manager });
      const end = await own.rolled('good-next');
      expect(end.outcome).toBe('refused');
      expect(end.sentence).toMatch(
        /CronJob "nightly" is suspended, so none of its runs would begin\. Resume it with "kubectl patch/,
      );
      const stopped = nightly('good-next').replace('suspend: false', 'suspend: true');
      expect(await own.rolled('good-next', { manifests: stopped, takeOver: [manager] })).toMatchObject({
        outcome: 'complete',
      });
    },
  );
});
