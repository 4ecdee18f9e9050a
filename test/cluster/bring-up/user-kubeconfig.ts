import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { certificateFiles } from '../parts/control-plane.ts';
import { clientKeyPair } from './client-authority.ts';
import { type Folders, paths } from './layout.ts';

/** A kubeconfig for a user of any name, who has the rights that roles give to that name and no others.
 *  @throws for a cluster that was brought up before it could have such users */
export async function userKubeconfig(folders: Folders, user: string): Promise<string> {
  const files = certificateFiles(folders);
  if (!existsSync(files.userAuthorityKey))
    throw new Error(
      'The cluster believes no certificates of users: it was brought up by an older version. Run: npm run cluster -- down, then up.',
    );
  const [key, certificate, administrator] = await Promise.all(
    [files.userAuthorityKey, files.userAuthority, paths(folders).kubeconfig].map((file) => readFile(file, 'utf8')),
  );
  const pair = await clientKeyPair({ key: key ?? '', certificate: certificate ?? '' }, user);
  const config = JSON.parse(administrator ?? '') as Readonly<Record<string, unknown>>;
  const encoded = {
    'client-certificate-data': Buffer.from(pair.certificate).toString('base64'),
    'client-key-data': Buffer.from(pair.key).toString('base64'),
  };
  return JSON.stringify({ ...config, users: [{ name: 'sluice', user: encoded }] });
}
