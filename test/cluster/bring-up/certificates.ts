import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { run } from '../machine/command.ts';
import { until } from '../machine/until.ts';
import { ACCOUNTS, type AccountName, kubeconfig, newTokens, tokenFile } from '../parts/accounts.ts';
import { certificateFiles, kubeconfigOf } from '../parts/control-plane.ts';
import type { Layout } from './layout.ts';

const SECRET = { mode: 0o600 };

/** Writes the keys and tokens that the API server reads on its first start. Returns the tokens. */
export async function writeSecrets(layout: Layout): Promise<Readonly<Record<AccountName, string>>> {
  const files = certificateFiles(layout);
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const tokens = newTokens();
  await Promise.all([
    writeFile(files.serviceAccountKey, pair.privateKey, SECRET),
    writeFile(files.serviceAccountPublicKey, pair.publicKey),
    writeFile(files.tokens, tokenFile(tokens), SECRET),
    // Its own authority: the kubelet trusts this one certificate and no other.
    run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'],
      ...['-subj', '/CN=kube-apiserver-kubelet-client', '-addext', 'extendedKeyUsage=clientAuth'],
      ...['-keyout', files.kubeletClientKey, '-out', files.kubeletClient],
    ]),
    // Of users who are made while the cluster is up.
    run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'],
      ...['-subj', '/CN=sluice-users', '-addext', 'keyUsage=critical,keyCertSign'],
      ...['-keyout', files.userAuthorityKey, '-out', files.userAuthority],
    ]),
  ]);
  return tokens;
}

/** Writes everybody's kubeconfig, as soon as the API server has made its certificate. */
export async function writeKubeconfigs(layout: Layout, tokens: Readonly<Record<AccountName, string>>): Promise<void> {
  const { apiServer } = certificateFiles(layout);
  const authority = await until('the API server to write its certificate', 30, async () =>
    existsSync(apiServer) ? readFileSync(apiServer, 'utf8') || undefined : undefined,
  );
  const server = `https://127.0.0.1:${layout.ports.apiServer}`;
  for (const { name } of ACCOUNTS) {
    await writeFile(kubeconfigOf(layout, name), kubeconfig(server, authority, tokens[name]), SECRET);
  }
}
