import { at, type Json, type JsonObject, list, text } from '../json.ts';
import { deployment, unplacedTemplate } from '../objects.ts';
import { done, managers, outcome } from '../outcome.ts';
import type { TraceCase } from '../trace-case.ts';

/** The book of who owns what, written by a client: wiped, so that all belongs to "before-first-apply" from the next apply on, and
 *  handed over, so that the next apply of its new owner takes away what he no longer says. */
export const applyHandedOver: TraceCase = {
  name: 'apply-handed-over',
  async run(space) {
    const named = (name: string, env: readonly string[]): JsonObject =>
      deployment(name, {
        replicas: 2,
        paused: true,
        selector: { matchLabels: { app: name } },
        template: unplacedTemplate(name, { env: env.map((key) => ({ name: key, value: '1' })) }),
      });
    const seen = (object: Json): Json => ({
      env: list(object, 'spec', 'template', 'spec', 'containers').map((container) => at(container, 'env') ?? null),
      replicas: at(object, 'spec', 'replicas') ?? null,
      managers: managers(object)
        .filter((one) => text(one, 'manager') !== 'kube-controller-manager')
        .map((one) => ({
          manager: at(one, 'manager') ?? null,
          operation: at(one, 'operation') ?? null,
          fields: at(one, 'fieldsV1') ?? null,
        })),
    });
    const book = async (name: string, change: (lines: readonly Json[]) => readonly Json[]) => {
      const write = async () => {
        const live = await done(space.get('deployments', name));
        const metadata = {
          resourceVersion: text(live, 'metadata', 'resourceVersion'),
          managedFields: [...change(managers(live))],
        };
        return await space.patch('merge', 'deployments', name, { metadata }, undefined, { fieldManager: 'clerk' });
      };
      let written = await write();
      // A controller may write between both.
      for (let tries = 1; written.status === 409 && tries < 20; tries++) written = await write();
      return outcome(written, seen);
    };
    const made = async (name: string) =>
      await done(space.create('deployments', named(name, ['A', 'B']), { fieldManager: 'tool' }));

    await made('wiped');
    const wiped = await book('wiped', () => [{}]);
    const nothing: JsonObject = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'wiped' } };
    const dry = outcome(await space.apply('us', 'deployments', nothing, { dryRun: 'All' }), seen);
    const first = outcome(await space.apply('us', 'deployments', named('wiped', ['A'])), seen);

    await made('moved');
    const moved = await book('moved', (lines) =>
      lines.map((line) =>
        text(line, 'manager') === 'tool' ? { ...(line as JsonObject), manager: 'us', operation: 'Apply' } : line,
      ),
    );
    const less = outcome(await space.apply('us', 'deployments', named('moved', ['A'])), seen);

    await made('kept');
    const kept = await book('kept', (lines) => [
      ...lines.map((line) =>
        text(line, 'manager') === 'tool' ? { ...(line as JsonObject), manager: 'us', operation: 'Apply' } : line,
      ),
      {
        manager: 'keeper',
        operation: 'Update',
        apiVersion: 'apps/v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ]);
    const { spec, ...rest } = named('kept', ['A']) as { readonly spec: JsonObject };
    const { replicas: _, ...none } = spec;
    const given = outcome(await space.apply('us', 'deployments', { ...rest, spec: none }), seen);
    return { wiped, dry, first, moved, less, kept, given };
  },
};
