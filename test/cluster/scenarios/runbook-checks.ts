import { loggedPlatform } from '../../fixtures/logged.ts';
import { playRunbooks } from '../../runbooks/play-runbooks.ts';
import { runbookLines } from '../../runbooks/runbook-lines.ts';
import { SHELL_IMAGE } from '../../trace/objects.ts';
import type { Kubectl } from '../bring-up/kubectl.ts';
import { definitionsOf } from '../definitions/module-definitions.ts';
import { withDefinitions } from '../definitions/with-definitions.ts';
import type { Check } from '../scenario-run/check.ts';

const KINDS = ['certificates', 'certificaterequests', 'challenges'] as const;

/** What pages tell somebody to run, the same lines as on the embedded cluster and those that ask for kinds of others. */
export const RUNBOOK_CHECKS: readonly Check[] = [
  {
    name: 'runbook: every line that reads a cluster shows something of one in trouble',
    run: async ({ cluster: { kubectl } }) =>
      withDefinitions(kubectl, await definitionsOf('cert-manager'), async () => {
        const lines = runbookLines(loggedPlatform);
        const played = await withCertificate(kubectl, () =>
          playRunbooks(kubectl, lines, { image: SHELL_IMAGE, kinds: KINDS }),
        );
        if (played.problems.length > 0) throw new Error(played.problems.join('\n'));
        return `${played.run.length} of ${lines.length} lines were run; the others silence, which asks the cloud or an Alertmanager`;
      }),
  },
];

/** A certificate that is not renewed. */
async function withCertificate<T>(kubectl: Kubectl, work: () => Promise<T>): Promise<T> {
  const namespace = 'runbook-certificate';
  const metadata = { name: 'app', namespace };
  const issuerRef = { name: 'letsencrypt' };
  await kubectl('create', 'namespace', namespace);
  try {
    await kubectl.apply([
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata,
        spec: { secretName: 'app', dnsNames: ['app.example'], issuerRef },
      },
      { apiVersion: 'cert-manager.io/v1', kind: 'CertificateRequest', metadata, spec: { request: 'eA==', issuerRef } },
      {
        apiVersion: 'acme.cert-manager.io/v1',
        kind: 'Challenge',
        metadata,
        spec: {
          authorizationURL: 'https://acme.example/authz',
          dnsName: 'app.example',
          issuerRef,
          key: 'key',
          solver: {},
          token: 'token',
          type: 'HTTP-01',
          url: 'https://acme.example/challenge',
        },
      },
    ]);
    return await work();
  } finally {
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  }
}
