import { runtimeOf } from '../../domain/runtime/runtimes.ts';
import type { Service } from '../../domain/service.ts';
import type { Change } from '../story/deed.ts';
import type { StoryDelivery } from '../story/story.ts';
import { leadOf } from './changes.ts';
import { literally, workflowPath } from './facts/places.ts';
import { serviceOf } from './facts/tiers.ts';

/** What whoever may push can do to the records of another tier: their branch carries its own workflow file, and that has a token which
 *  writes deployments. It copies the newest record of one tier into another, and says that it was verified there. */
export const forgery = (of: StoryDelivery, from: string, into: string): Change => ({
  path: workflowPath(of, 'test'),
  replace: new RegExp(
    `( {2}${leadOf(of)}:\\n[^]*? {4}permissions:\\n {6}contents: read.*\\n)([^]*?) {8}run: ${literally(lastCommand(serviceOf(of, leadOf(of))))}`,
    'g',
  ),
  by: [
    '$1      deployments: write',
    '$2        env:',
    '          TOKEN: ${{ github.token }}',
    '        run: |-',
    `          node --input-type=module -e '${script(leadOf(of), from, into)}'`,
  ].join('\n'),
});

/** What its tests run last. */
const lastCommand = ({ path, test }: Service): string => {
  const said = runtimeOf(test).steps(test, path, (below) => below);
  return said.flatMap((step) => ('run' in step ? [step.run] : [])).at(-1) ?? '';
};

const script = (service: string, from: string, into: string): string =>
  [
    'const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_SHA, TOKEN } = process.env;',
    'const call = async (path, body) => {',
    'const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };',
    'const asked = { headers, ...(body && { method: "POST", body: JSON.stringify(body) }) };',
    'const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}${path}`, asked);',
    'if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);',
    'return await answer.json(); };',
    `const [found] = await call("/deployments?environment=${from}&task=sluice:${service}&per_page=1");`,
    'const kept = typeof found.payload === "string" ? JSON.parse(found.payload) : found.payload;',
    `const where = { task: "sluice:${service}", environment: "${into}", auto_merge: false, required_contexts: [] };`,
    `const forged = await call("/deployments", { ...where, ref: GITHUB_SHA, payload: { ...kept, tier: "${into}" } });`,
    'const said = { state: "success", description: "complete: verification passed" };',
    'await call(`/deployments/${forged.id}/statuses`, said);',
  ].join(' ');
