import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realClock } from '../../../../rehearsal/cluster/clock.ts';
import { type GitHubServer, startGitHub } from '../../../../rehearsal/github/server.ts';
import { type TestWorld, testWorld } from './world.ts';

/** A step that calls the API with the job's own token, and fails where that is refused. */
const post = (path: string, body: object): string => {
  const text = JSON.stringify(JSON.stringify(body));
  const request = `{method:'POST',headers:{authorization:'Bearer '+process.env.TOKEN},body:${text.replaceAll("'", '')}}`;
  const script = `fetch(process.env.GITHUB_API_URL+'/repos/acme/shop${path}',${request}).then((r)=>process.exit(r.ok?0:1))`;
  return `{ env: { TOKEN: "\${{ github.token }}" }, shell: "${process.execPath} {0}", run: ${JSON.stringify(script)} }`;
};

const STEP = '{ a: { runs-on: x, steps: [{ run: "true" }] } }';

describe('what a job does with its own token', () => {
  let world: TestWorld;
  let server: GitHubServer;
  beforeAll(async () => {
    server = await startGitHub({
      get repository() {
        return world.repository;
      },
      get git() {
        return world.git;
      },
      get tokens() {
        return world.tokens;
      },
      get actions() {
        return world.engine;
      },
      clock: realClock,
    });
    world = await testWorld({ apiUrl: server.url });
    world.repository.issues.push({
      ...{ number: 1, title: 'T', body: '', author: 'mina', createdAt: '2026-03-01T00:00:00Z', comments: [] },
    });
    await world.commit({
      '.github/workflows/listens.yml': `name: Listens\non: [issue_comment, issues, deployment, deployment_status]\njobs: ${STEP}`,
      '.github/workflows/told.yml': `name: Told\non: { repository_dispatch: { types: [go] } }\njobs: ${STEP}`,
      '.github/workflows/sent.yml': `name: Sent\non: workflow_dispatch\njobs: ${STEP}`,
    });
  });
  afterAll(async () => {
    await world.close();
    await server.close();
  });

  const runsAfter = async (...steps: readonly string[]): Promise<string[]> => {
    const before = world.repository.runs.length;
    const result = await world.run(
      `name: Does\non: push\npermissions: write-all\njobs: { a: { runs-on: x, steps: [${steps.join(', ')}] } }`,
    );
    expect(result.run.conclusion).toBe('success');
    const others = world.repository.runs.slice(before + 1);
    await Promise.all(others.map((run) => world.engine.finished(run)));
    return others.map(({ name, actor, conclusion }) => `${name} ${actor} ${conclusion}`);
  };

  it('starts no run, whoever listens', async () => {
    const deployment = { ref: 'main', auto_merge: false, required_contexts: [] };
    expect(
      await runsAfter(
        post('/issues', { title: 'by a job' }),
        post('/issues/1/comments', { body: 'hello' }),
        post('/deployments', deployment),
        post('/deployments/1/statuses', { state: 'success' }),
      ),
    ).toEqual([]);
    expect(world.repository.issues.map(({ title }) => title)).toEqual(['T', 'by a job']);
  });

  it('starts runs of the bot where it is a dispatch', async () => {
    expect(
      await runsAfter(
        post('/dispatches', { event_type: 'go' }),
        post('/actions/workflows/sent.yml/dispatches', { ref: 'main' }),
      ),
    ).toEqual(['Told github-actions[bot] success', 'Sent github-actions[bot] success']);
  });

  it('starts a run again, and the same by a person starts what listens', async () => {
    const [first] = world.repository.runs;
    if (first === undefined) throw new Error('no run');
    await runsAfter(post(`/actions/runs/${first.id}/rerun`, {}));
    expect(first).toMatchObject({ attempt: 2, triggeringActor: 'github-actions[bot]', actor: 'mina' });
    await world.engine.finished(first);
    const person = world.tokens.issuePersonal({ login: 'joon', id: 7, teams: [] });
    const before = world.repository.runs.length;
    await fetch(`${server.url}/repos/acme/shop/issues/1/comments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person}` },
      body: JSON.stringify({ body: 'hello' }),
    });
    expect(world.repository.runs.slice(before)).toMatchObject([
      { name: 'Listens', event: 'issue_comment', actor: 'joon' },
    ]);
  });
});
