import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CONTRACTS } from '../../actions/contracts.ts';
import { verification } from '../../actions/verification/contract.ts';
import { type Loopback, listenOnLoopback } from '../../rehearsal/network/loopback.ts';
import { RunnerMachine } from './runner-step.ts';

let machine: RunnerMachine;
beforeAll(() => {
  machine = new RunnerMachine({});
});
afterAll(() => machine.remove());

describe('an action without inputs and without a runner', () => {
  it.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
    '%s says all that is missing, and fails',
    async (_, contract) => {
      const { code, log, outputs } = await machine.run(contract, '');
      expect(code).toBe(1);
      const [error = ''] = log.split('\n').filter((line) => line.startsWith('::error::'));
      const required = Object.entries(contract.inputs).filter(([, spec]) => 'required' in spec);
      for (const name of [...required.map(([name]) => name), 'GITHUB_REPOSITORY', 'GITHUB_SHA', 'GITHUB_API_URL']) {
        expect(error).toContain(`  ${name} = ""`);
      }
      expect(outputs).toEqual({});
    },
  );
});

const VERIFICATION = {
  inputs: {
    ...{ records: '1', result: 'success', tier: 'staging', evidence: 'r.example/p/evidence-staging' },
    repositories: 'api r.example/p/api',
    rollouts: `api complete r.example/p/api@sha256:${'0'.repeat(64)}`,
  },
};
const onGitHub = (url: string) => ({
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: '0'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_RUN_ID: '1',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_JOB: 'job',
  GITHUB_ACTOR: 'mina',
  GITHUB_API_URL: url,
  GITHUB_SERVER_URL: url,
});

describe('an action that nobody listens to any more', () => {
  it('ends, though its runner died without a signal', async () => {
    const ended = await machine.run(verification, 'token', {
      ...VERIFICATION,
      env: onGitHub('http://127.0.0.1:9'),
      started: ({ stdout, stderr }) => {
        stdout?.destroy();
        stderr?.destroy();
      },
    });
    expect(ended.code).toBe(1);
  }, 30_000);
});

describe('an action that is cancelled', () => {
  let [server, silent]: [Server | undefined, Loopback | undefined] = [undefined, undefined];
  afterAll(async () => {
    server?.closeAllConnections();
    await silent?.close();
  });

  it('leaves before the runner kills it, though GitHub never answers', async () => {
    const asked = new Promise<void>((resolve) => {
      server = createServer(() => resolve());
    });
    silent = await listenOnLoopback(server as Server);
    const url = `http://127.0.0.1:${silent.port}`;
    let interrupted = 0;
    const { code, log } = await machine.run(verification, 'token', {
      ...VERIFICATION,
      env: onGitHub(url),
      started: (child) => {
        void asked.then(() => {
          interrupted = Date.now();
          child.kill('SIGINT');
        });
      },
    });
    expect(code).toBe(1);
    expect(Date.now() - interrupted).toBeLessThan(5500);
    expect(log).toContain('::error::The step was cancelled');
  }, 15_000);
});
