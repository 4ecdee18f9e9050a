import { describe, expect, it } from '@jest/globals';
import { type Examination, examine } from '../../../../cli/doctor/examine.ts';
import { DOCTOR_LINES } from '../../../../cli/doctor/lines.ts';
import { linesOf, reportText } from '../../../../cli/doctor/report.ts';
import { DOCTOR_RULES } from '../../../../cli/doctor/rules.ts';
import { wantedOf } from '../../../../cli/doctor/wanted-of.ts';
import { missionOf } from '../../../../own/mission/mission.ts';
import { BROKEN_IN_THE_CLOUD } from './broken-in-the-cloud.ts';
import { BROKEN_ON_GITHUB } from './broken-on-github.ts';
import { delivery, healthyWorld, isRead, programsOf, WORKFLOWS, type World } from './healthy-world.ts';

const wanted = wantedOf(
  delivery,
  WORKFLOWS.map((path) => ({ path })),
);
const examined = (world: World): Promise<Examination> => examine(DOCTOR_RULES, wanted, programsOf(world));

const BROKEN = [...BROKEN_ON_GITHUB, ...BROKEN_IN_THE_CLOUD];

describe('a set-up', () => {
  it('that is as the delivery wants it has no finding, and every line that is looked at holds', async () => {
    const examination = await examined(healthyWorld());
    expect(examination.findings).toEqual([]);
    expect(linesOf(examination).map(({ standing }) => standing)).toEqual(Object.keys(DOCTOR_LINES).map(() => 'holds'));
  });

  it.each(BROKEN)('with %s is told so, with the command that mends it', async (_, bend, rule, sentence, command) => {
    const world = healthyWorld();
    bend(world);
    const { findings } = await examined(world);
    expect(findings).toEqual([
      expect.objectContaining({
        rule,
        what: { kind: 'lacks', sentence: expect.stringMatching(sentence), command: expect.stringMatching(command) },
      }),
    ]);
  });

  it('has at least one thing that can be broken for each rule', () => {
    const broken = new Set(BROKEN.map(([, , rule]) => rule));
    expect(DOCTOR_RULES.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual(['project-rights']);
  });

  it('whose project gives no rights is told of each of them', async () => {
    const world = healthyWorld();
    world.cloud['projects get-iam-policy ai-agent-platform'] = { bindings: [] };
    const { findings } = await examined(world);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(['project-rights']));
    expect(findings).toHaveLength(3 + 4 + wanted.gcp.pods.length);
  });

  it('that nobody may see is neither healthy nor broken', async () => {
    const world = { ...healthyWorld(), unseen: { gh: 'Nobody is logged in.', gcloud: 'No.', kubectl: 'No context.' } };
    const examination = await examined(world);
    expect(examination.findings.every(({ what }) => what.kind === 'unseen')).toBe(true);
    expect(new Set(linesOf(examination).map(({ standing }) => standing))).toEqual(new Set(['unseen']));
    expect(reportText(examination).join('\n')).toMatch(
      /Not seen: the repository .* and \d+ more\. Nobody is logged in\./,
    );
  });
});

describe('a look', () => {
  it('asks each thing once, and nothing that could change anything', async () => {
    const programs = programsOf(healthyWorld());
    await examine(DOCTOR_RULES, wanted, programs);
    expect(programs.asked.length).toBeGreaterThan(60);
    expect(new Set(programs.asked).size).toBe(programs.asked.length);
  });

  it.each([
    ['gh', ['api', '--method', 'PUT', 'repos/a/b']],
    ['gh', ['api', '--method', 'GET', 'repos/a/b', '-f', 'x=1']],
    ['gh', ['variable', 'set', 'A']],
    ['gcloud', ['firestore', 'databases', 'delete', '--database=a']],
    ['gcloud', ['projects', 'add-iam-policy-binding', 'a']],
    ['kubectl', ['--context=a', 'delete', 'Secret', 'a', '--output=name']],
    ['kubectl', ['--context=a', 'get', 'Secret', 'a', '--output=json']],
  ] as const)('would be refused as a write: %s %j', (program, args) => {
    expect(isRead(program, args)).toBe(false);
  });

  it('is about lines of the proposal', () => {
    const lines = missionOf('demo').flatMap((part) => part.lines.map(({ id }) => id));
    expect(Object.keys(DOCTOR_LINES).filter((id) => !lines.includes(id))).toEqual([]);
  });
});
