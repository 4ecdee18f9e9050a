import { describe, expect, it } from '@jest/globals';
import { delivery } from '../../../domain/delivery.ts';
import { node } from '../../../domain/runtime/words.ts';
import { worker } from '../../../domain/worker.ts';
import { kustomizeTree } from '../../../manifests-src/kustomize-tree.ts';
import { bootstrapFiles } from '../../../rehearsal/bootstrap-files.ts';
import { platform } from '../../fixtures/platform.ts';

const jobs = worker({ name: 'jobs', path: 'jobs', test: node({ command: 'node --test' }), health: 'none' });

describe('what an administrator applies once in a rehearsal', () => {
  it('has the Services of all that anybody reaches, and none of a worker', async () => {
    const made = { ...platform, root: '', services: [jobs, ...platform.services] };
    const files = new Map(kustomizeTree(delivery(made)).map(({ path, content }) => [path, Buffer.from(content)]));
    const git = { file: async (_: string, path: string) => files.get(path) };
    const texts = await bootstrapFiles(git, made);
    const services = (texts.get('dev') ?? '').split('\n---\n').filter((text) => /^kind: Service$/m.test(text));
    expect(services.map((text) => /^ {2}name: (.*)$/m.exec(text)?.[1])).toEqual(['ai-agent-api', 'dashboard']);
  });

  it('calls them as the tier does', async () => {
    const tiers = platform.tiers.map((tier) => ({ ...tier, namePrefix: tier.name === 'dev' ? 'dev-' : '' }));
    const made = { ...platform, root: '', tiers };
    const files = new Map(kustomizeTree(delivery(made)).map(({ path, content }) => [path, Buffer.from(content)]));
    const texts = await bootstrapFiles({ file: async (path, name) => files.get(name ?? path) }, made);
    const named = (tier: string) => [
      ...(texts.get(tier) ?? '').matchAll(/^kind: Service\nmetadata:\n {2}name: (.*)$/gm),
    ];
    expect(named('dev').map(([, name]) => name)).toEqual(['dev-ai-agent-api', 'dev-dashboard']);
    expect(named('staging').map(([, name]) => name)).toEqual(['ai-agent-api', 'dashboard']);
  });
});
