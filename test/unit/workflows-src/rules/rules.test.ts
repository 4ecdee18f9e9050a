import { describe, expect, it } from '@jest/globals';
import { rollout } from '../../../../actions/rollout/contract.ts';
import { LOCK } from '../../../../catalogue/lock.ts';
import { action, ownStep } from '../../../../workflows-src/language/action-step.ts';
import { call } from '../../../../workflows-src/language/call.ts';
import { tierGroup } from '../../../../workflows-src/language/concurrency.ts';
import { environmentVariable, GITHUB, STRANGER, secret } from '../../../../workflows-src/language/contexts.ts';
import { jobEnvironment } from '../../../../workflows-src/language/environment.ts';
import { inputs } from '../../../../workflows-src/language/input.ts';
import { type Exports, type JobOptions, job, type StepsJob } from '../../../../workflows-src/language/job.ts';
import { matrix } from '../../../../workflows-src/language/matrix.ts';
import { and, equals, not } from '../../../../workflows-src/language/operator.ts';
import { always, cancelled } from '../../../../workflows-src/language/status.ts';
import { run, type Step } from '../../../../workflows-src/language/step.ts';
import { calledWorkflow, type Workflow, workflow } from '../../../../workflows-src/language/workflow.ts';
import { blockInSummary, refuseWith } from '../../../../workflows-src/pipelines/foreign-text.ts';
import { keepRules, RULES } from '../../../../workflows-src/rules/rules.ts';
import { platform } from '../../../fixtures/platform.ts';

const known = { delivery: platform, lock: LOCK };
const broken = (...jobs: Workflow['jobs']): string[] => {
  const made = workflow({ path: '.github/workflows/w.yml', name: 'W', source: 'here', on: { mergeGroup: true }, jobs });
  return RULES.flatMap((rule) => rule(made, known).map(({ field, message }) => `${rule.name}: ${field}: ${message}`));
};

type Options = Partial<JobOptions<Exports>>;
const made = (options: Options): StepsJob =>
  job({ id: 'a', name: 'A', source: 'here', runsOn: 'ubuntu-24.04', timeoutMinutes: 5, steps: [say], ...options });
const say = run({ name: 'Say', run: 'echo' });

/** What code without types could hand over. */
const untyped = <T>(value: unknown): T => value as T;

const deploy: Step = ownStep({ kind: 'local', path: './actions/rollout' }, rollout, {
  name: 'Roll out',
  with: { service: 'api', tier: 'staging', namespace: 'staging' },
});
const writer: Options = {
  steps: [deploy],
  environment: jobEnvironment('staging'),
  concurrency: tierGroup('staging', 'api'),
};

describe('a workflow that keeps every rule', () => {
  it('is named by none', () => {
    expect(broken(made({}), made({ id: 'b', after: [made({})] }))).toEqual([expect.stringContaining('no such job')]);
    const first = made(writer);
    expect(
      broken(
        first,
        made({ ...writer, id: 'b', if: and<'needs' | 'status'>(not(cancelled()), equals(first.result, 'success')) }),
      ),
    ).toEqual([]);
  });
});

describe('a job is named that', () => {
  it.each([0, 0.5, 361, Number.NaN])('may take %s minutes', (timeoutMinutes) => {
    expect(broken(made({ timeoutMinutes }))).toEqual([expect.stringMatching(/^boundedTime: .*whole minutes/)]);
  });

  it('has the id of another one, or one that GitHub refuses', () => {
    expect(broken(made({}), made({}))).toEqual([expect.stringMatching(/^ownNames: .*another name/)]);
    expect(broken(made({ id: 'a'.repeat(100) }))).toEqual([expect.stringMatching(/^ownNames: .*at most 99/)]);
    expect(broken(made({ steps: [say, say] }))).toEqual([expect.stringMatching(/^ownNames: .*another name/)]);
    expect(broken(made({ steps: [say], outputs: { '2nd': say.outcome } }))).toEqual([
      expect.stringMatching(/^ownNames: .*no digit first/),
    ]);
  });

  it('uses a value of a job that comes later, or of another workflow', () => {
    const later = made({ id: 'later' });
    expect(broken(made({ if: equals(later.result, 'success') }), later)).toEqual([
      expect.stringMatching(/^knownReferences: .*declare it first/),
    ]);
  });

  it('asks for a context that does not exist where it asks', () => {
    const condition = untyped<JobOptions<never>['if'] & object>(equals(environmentVariable('A'), 'x'));
    expect(broken(made({ if: condition }))).toEqual([
      expect.stringMatching(/^contextsInPlace: .*"env" does not exist here/),
    ]);
  });

  it('gets a secret without an environment that guards it, or hands it to two steps', () => {
    const key = { KEY: secret('KEY') };
    expect(broken(made({ steps: [run({ name: 'A', run: 'a', env: key })] }))).toEqual([
      expect.stringMatching(/^guardedSecrets: .*environment that guards it/),
    ]);
    const two = [run({ name: 'A', run: 'a', env: key }), run({ name: 'B', run: 'b', env: key })];
    expect(broken(made({ steps: two, environment: jobEnvironment('staging') }))).toEqual([
      expect.stringMatching(/^guardedSecrets: .*Two steps/),
    ]);
  });

  it('runs in an environment that nobody protects, or makes deployments of its own', () => {
    expect(broken(made({ environment: jobEnvironment('stagign') }))).toEqual([
      expect.stringMatching(
        /^knownEnvironments: .*no such environment; it has: dev, staging, production, production-approval/,
      ),
    ]);
    expect(broken(made({ environment: untyped({ name: 'staging', deployment: true }) }))).toEqual([
      expect.stringMatching(/^knownEnvironments: .*deployment: false/),
    ]);
  });
});

describe('a job that writes to a tier is named that', () => {
  it('may be cut off, may lose its turn, or has no group', () => {
    const group = tierGroup('staging', 'api');
    const message = [expect.stringMatching(/^tierWriters: .*waits for its turn/)];
    expect(broken(made({ ...writer, concurrency: { ...group, cancelInProgress: true } }))).toEqual(message);
    expect(broken(made({ ...writer, concurrency: { group: 'x', cancelInProgress: false } }))).toEqual(message);
    const { concurrency: _, ...free } = writer;
    expect(broken(made(free))).toEqual(message);
  });

  it('names no environment', () => {
    const { environment: _, ...bare } = writer;
    expect(broken(made(bare))).toEqual([expect.stringMatching(/^tierWriters: .*environment of the tier/)]);
  });

  it('runs whatever became of the jobs before it', () => {
    const first = made({});
    expect(broken(first, made({ ...writer, id: 'b', after: [first], if: always() }))).toEqual([
      expect.stringMatching(/^tierWriters: .*needs\.a\.result == 'success'/),
    ]);
  });
});

describe('a step is named that', () => {
  const sha = 'a'.repeat(40);
  const uses = (name: string, version: string, commit = sha) =>
    made({
      steps: [
        ownStep({ kind: 'pinned', name, version, sha: commit }, rollout, {
          name: 'A',
          with: { service: '', tier: '', namespace: '' },
        }),
      ],
    });

  it('runs an action nobody pinned, another commit, a tag, or a version of another name', () => {
    const { sha: locked, version } = LOCK.actions['actions/setup-node'] ?? { sha: '', version: '' };
    expect(broken(uses('some/thing', 'v1.0.0'))).toEqual([
      expect.stringMatching(/^pinnedActions: .*does not have this/),
    ]);
    for (const [commit, named] of [
      [sha, version],
      [version, version],
      [locked, 'v0.0.1'],
    ] as const) {
      expect(broken(uses('actions/setup-node', named, commit))).toEqual([
        expect.stringMatching(/^pinnedActions: .*use that/),
      ]);
    }
    expect(broken(uses('actions/setup-node', version, locked))).toEqual([]);
  });

  it('pastes an expression into its commands, or hides a program in them', () => {
    const paste = { ...say, run: 'echo ${{ github.actor }}' };
    expect(broken(made({ steps: [paste] }))).toEqual([expect.stringMatching(/^plainScripts: .*in env/)]);
    const long = run({ name: 'Long', run: 'a\nb\nc\nd\n' });
    expect(broken(made({ steps: [long] }))).toEqual([expect.stringMatching(/^plainScripts: .*make it an action/)]);
  });

  it("says somebody else's text where it could act", () => {
    const env = { SENTENCE: GITHUB.ref, OWN: 'ours' };
    const says = (...lines: string[]) => broken(made({ steps: [run({ name: 'Say', env, run: lines.join('\n') })] }));
    for (const line of [
      'echo "::error::$SENTENCE"',
      'printf "%s" "${SENTENCE}"',
      'cat <<< "$SENTENCE" >> "$GITHUB_STEP_SUMMARY"',
      'echo "$GITHUB_REF"',
      'x=1; echo $GITHUB_HEAD_REF',
      'cat <<< "$SENTENCE"',
      'tee file <<< "$SENTENCE"',
      'sed s/a/b/ <<< "$SENTENCE" >> "$GITHUB_OUTPUT"',
      'echo "$SENTENCE" | LC_ALL=C tr -d x',
    ])
      expect(says(line)).toEqual([expect.stringMatching(/^harmlessText: .*somebody else's text/)]);
    for (const line of ['echo "$OWN"', 'curl "$SENTENCE"', 'echo "$SENTENCES"', 'echo "${SENTENCE//x/y}"'])
      expect(says(line)).toEqual([]);
    expect(says(refuseWith('SENTENCE', 'a ', ' b'))).toEqual([]);
    expect(says(blockInSummary('SENTENCE', 'a $OWN'))).toEqual([]);
  });

  it('uses a value of a step that has not run yet, or of another job', () => {
    const late = run({ name: 'Late', run: 'a', outputs: ['x'] });
    const early = run({ name: 'Early', run: 'a', env: { X: late.outputs.x } });
    expect(broken(made({ steps: [early, late] }))).toEqual([expect.stringMatching(/^knownReferences: .*empty here/)]);
    const other = job({
      id: 'a',
      name: 'A',
      source: 'here',
      runsOn: 'ubuntu-24.04',
      timeoutMinutes: 5,
      steps: [say],
      outputs: { x: late.outputs.x },
    });
    expect(broken(other)).toEqual([expect.stringMatching(/^knownReferences: .*outputs.*empty here/)]);
  });

  it('takes text that a stranger wrote where it could act', () => {
    const step = action('actions/checkout', {
      name: 'A',
      with: { 'persist-credentials': false, ref: untyped<string>(STRANGER.headRef) },
    });
    expect(broken(made({ steps: [step] }))).toEqual([expect.stringMatching(/^contextsInPlace: .*without rights/)]);
  });

  it('leaves the token of the job in the working copy', () => {
    expect(broken(made({ steps: [action('actions/checkout', { name: 'A', with: {} })] }))).toEqual([
      expect.stringMatching(/^noLeftCredentials: /),
    ]);
  });
});

describe('a call is named that', () => {
  const given = inputs({ a: { type: 'string', required: true, description: 'A.' } });
  const callee = calledWorkflow({
    path: 'c.yml',
    name: 'C',
    source: 'here',
    on: {},
    jobs: [],
    call: { inputs: given, secrets: { KEY: { description: 'Key.', required: true } }, outputs: {} },
  });
  const frame = { id: 'c', name: 'C', source: 'here', workflow: callee } as const;

  it('leaves out what the callee requires, or hands over what it does not know', () => {
    expect(
      broken(
        call({
          ...frame,
          with: untyped<{ a: string }>({ b: 'x' }),
          secrets: untyped<{ KEY: ReturnType<typeof secret> }>({}),
        }),
      ),
    ).toEqual([
      expect.stringMatching(/^keptInterfaces: .*with: .*no such name; it has: a/),
      expect.stringMatching(/^keptInterfaces: .*with: .*requires it/),
      expect.stringMatching(/^keptInterfaces: .*secrets: .*requires it/),
    ]);
    expect(broken(call({ ...frame, with: { a: 'x' }, secrets: { KEY: secret('KEY') } }))).toEqual([]);
  });
});

describe('everything that breaks a rule', () => {
  it('is said at once, and nothing is written', () => {
    const bad = workflow({
      path: '.github/workflows/w.yml',
      name: 'W',
      source: 'here',
      on: { mergeGroup: true },
      jobs: [made({ timeoutMinutes: 0 }), made({})],
    });
    expect(() => keepRules([bad], known)).toThrow(/2 problems[\s\S]*timeout-minutes[\s\S]*another name/);
  });
});

describe('a matrix is named that', () => {
  const legs = (count: number, change: Partial<Parameters<typeof matrix<'cluster'>>[1]> = {}) =>
    matrix(['cluster'], {
      legs: Array.from({ length: count }, (_, index) => ({ cluster: `c${index}` })),
      maxParallel: undefined,
      failFast: false,
      ...change,
    });

  it('is none, when it is a good one', () => {
    expect(broken(made({ matrix: legs(256) }))).toEqual([]);
    expect(broken(made({ matrix: legs(3, { maxParallel: 1, failFast: true }) }))).toEqual([]);
  });

  it('has no leg, too many, or the same one twice', () => {
    expect(broken(made({ matrix: legs(0) }))).toEqual([expect.stringMatching(/^wholeMatrices: .*1 to 256/)]);
    expect(broken(made({ matrix: legs(257) }))).toEqual([expect.stringMatching(/^wholeMatrices: .*1 to 256/)]);
    const twice = legs(0, { legs: [{ cluster: 'a' }, { cluster: 'a' }] });
    expect(broken(made({ matrix: twice }))).toEqual([expect.stringMatching(/^wholeMatrices: .*are the same/)]);
  });

  it('runs no leg at a time, or cuts off others half way', () => {
    expect(broken(made({ matrix: legs(2, { maxParallel: 0 }) }))).toEqual([
      expect.stringMatching(/^wholeMatrices: .*1 or more/),
    ]);
    expect(broken(made({ matrix: legs(2, { failFast: true }) }))).toEqual([
      expect.stringMatching(/^wholeMatrices: .*cut off legs half way/),
    ]);
  });

  it('gives outputs, or is used where there is none', () => {
    const outputs = untyped<Options>({ matrix: legs(2), steps: [say], outputs: { outcome: say.outcome } });
    expect(broken(made(outputs))).toEqual([expect.stringMatching(/^wholeMatrices: .*its last leg/)]);
    const stray = run({ name: 'Say where', run: 'echo', env: { CLUSTER: legs(1).values.cluster } });
    expect(broken(made({ steps: [stray] }))).toEqual([expect.stringMatching(/^wholeMatrices: .*has no matrix/)]);
  });
});
