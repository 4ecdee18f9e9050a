import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { which } from '../../rehearsal/runner/which.ts';
import { cached } from '../cluster/binaries/build.ts';
import { KUBERNETES } from '../cluster/binaries/recipe.ts';
import { kubectlOf } from '../cluster/bring-up/kubectl.ts';
import { loggedPlatform } from '../fixtures/logged.ts';
import { stackPlatform } from '../fixtures/observed-platform.ts';
import { withEmbeddedCluster } from '../trace/embedded.ts';
import { SHELL_IMAGE } from '../trace/objects.ts';
import { withBackups, withChannels } from '../unit/setup-src/with-databases.ts';
import { playRunbooks } from './play-runbooks.ts';
import { runbookLines } from './runbook-lines.ts';

// The one of the real cluster, where it was built.
const built = await cached(KUBERNETES);
const program = built === undefined ? which('kubectl', process.env['PATH'] ?? '') : join(built, 'kubectl');
const fact = program === undefined ? it.skip : it;
const note = program === undefined ? ' (kubectl is not on the PATH)' : '';

const NOT_RUN = [
  /^kubectl get (certificates|certificaterequests|challenges) -A$/,
  /^kubectl port-forward -n (gmp-system statefulsets\/alertmanager|monitoring services\/kube-prometheus-stack-alertmanager) 9093 &$/,
  /^amtool --alertmanager\.url=http:\/\/localhost:9093 silence add --duration=2h --comment="why" alertname="[A-Za-z]+"$/,
  /^(policies=\$\()?gcloud (alpha )?monitoring /,
  /^gcloud firestore backups list --sort-by=~snapshotTime --limit=20$/,
  /^gh (run list|workflow view) /,
];

describe.each([
  ['Google collects', withBackups(loggedPlatform)],
  ['a Prometheus of its own', withChannels(stackPlatform)],
])(`what runbooks tell somebody to run: %s${note}`, (_name, delivery) => {
  const lines = runbookLines(delivery);

  fact('shows something of a cluster in trouble', async () => {
    const played = await withEmbeddedCluster((kubeconfig) =>
      playRunbooks(kubectlOf(program ?? '', kubeconfig), lines, { image: SHELL_IMAGE, kinds: [] }),
    );
    expect(played.problems).toEqual([]);
    expect(played.run.length).toBeGreaterThan(30);
    // Kinds that this cluster has not are asked of the real one; silences are held against lists and forms.
    for (const { line } of played.notRun) expect(NOT_RUN.filter((form) => form.test(line))).toHaveLength(1);
  });

  it('is on every page: three commands that read, and how to be silent', () => {
    const pages = [...new Set(lines.map(({ page }) => page))];
    expect(pages.length).toBeGreaterThan(12);
    for (const page of pages) {
      const of = lines.filter((each) => each.page === page);
      expect(of.slice(0, 3).map(({ line }) => line)).toEqual(
        Array(3).fill(
          expect.stringMatching(
            /^(kubectl (get|logs|describe)|gcloud firestore backups list|gh (run list|workflow view)) /,
          ),
        ),
      );
      expect(of.slice(3).map(({ line }) => line.split(' ')[0])).toHaveLength(2);
    }
  });

  it('sets the words that its lines ask for, and no others', () => {
    for (const { set, line } of lines) {
      expect(set).toMatch(/^NAMESPACE=[a-z-]+ SERVICE=[a-z-]+$/);
      for (const [, word] of line.matchAll(/\$([A-Z]+)/g)) expect(['NAMESPACE', 'SERVICE']).toContain(word);
    }
  });
});
