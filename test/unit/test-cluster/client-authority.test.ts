import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type Name, X509Certificate as X509 } from '@peculiar/x509';
import { clientKeyPair } from '../../cluster/bring-up/client-authority.ts';

const folder = mkdtempSync(join(tmpdir(), 'users-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names as they are encoded: Go compares the bytes, and openssl writes others than most. */
const issuerIn = (pem: string): string => hex(new X509(pem).issuerName);
const subjectIn = (pem: string): string => hex(new X509(pem).subjectName);
const hex = (name: Name): string => Buffer.from(name.toArrayBuffer()).toString('hex');

describe('the certificate of a user of the cluster', () => {
  it('is signed by the authority, and says the whole name, however long', async () => {
    const [key, certificate] = [join(folder, 'a.key'), join(folder, 'a.crt')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'],
        ...['-subj', '/CN=sluice-users', '-keyout', key, '-out', certificate],
      ],
      { stdio: 'ignore' },
    );
    const authority = { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
    const name =
      'principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/subject/74/dev';
    const pair = await clientKeyPair(authority, name);
    const read = new X509Certificate(pair.certificate);
    expect(read.subject).toBe(`CN=${name}`);
    expect(read.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true);
    const [issuer, subject] = [issuerIn(pair.certificate), subjectIn(authority.certificate)];
    expect(issuer).toEqual(subject);
    expect(read.checkPrivateKey(createPrivateKey(pair.key))).toBe(true);
  });
});
