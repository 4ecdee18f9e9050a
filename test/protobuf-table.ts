import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { decodedDocument } from '../rehearsal/cluster/protobuf/envelope.ts';
import { messageNameOf } from '../rehearsal/cluster/protobuf/message-table.ts';
import { MODULES, moduleFolder } from '../rehearsal/cluster/protobuf/table/kubernetes-modules.ts';
import { tableText } from '../rehearsal/cluster/protobuf/table/table-text.ts';
import { exitWith } from './exit-with.ts';

/* Whether the table of protobuf messages is what its Go modules say, and Kubernetes' own samples of each kind, with every field
 * set, are decoded as Kubernetes decodes them. A machine that has not fetched them is not asked, except CI. */

const TABLE = 'rehearsal/cluster/protobuf/table/message-table.json';

function modulesAreHere(): boolean {
  try {
    const env = { ...process.env, GOPROXY: 'off' };
    for (const name of MODULES.names)
      execFileSync('go', ['mod', 'download', `${name}@${MODULES.version}`], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function main(): Promise<number> {
  if (process.env['CI'] === undefined && !modulesAreHere()) {
    console.log(`${MODULES.names.join(' and ')} ${MODULES.version} are not on this machine; not compared`);
    return 0;
  }
  if (tableText() !== readFileSync(TABLE, 'utf8')) {
    console.log(`${TABLE} is not what ${MODULES.names.join(' and ')} ${MODULES.version} say. Write it again:
  node rehearsal/cluster/protobuf/table/write-table.ts`);
    return 1;
  }
  const { read, wrong } = samples(join(moduleFolder('k8s.io/api'), 'testdata', 'HEAD'));
  for (const name of wrong) console.log(`${name}: decoded otherwise than Kubernetes decodes it`);
  console.log(`${read - wrong.length} of ${read} samples decoded as Kubernetes decodes them`);
  return wrong.length === 0 && read > 0 ? 0 : 1;
}

function samples(folder: string): { readonly read: number; readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  let read = 0;
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const wanted = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
    if (messageNameOf(String(wanted['apiVersion']), String(wanted['kind'])) === undefined) continue;
    read += 1;
    const bytes = readFileSync(join(folder, name.replace(/json$/, 'pb')));
    if (!isDeepStrictEqual(decodedDocument(bytes, { apiVersion: '', kind: '' }), wanted)) wrong.push(name);
  }
  return { read, wrong };
}

exitWith(main());
