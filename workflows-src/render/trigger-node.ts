import type { InputDefinition, InputDefinitions } from '../language/input.ts';
import type { CallInterface, Workflow } from '../language/workflow.ts';
import { valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry } from './yaml-node.ts';

const words = (key: string, values: readonly string[] | undefined): YamlEntry | undefined =>
  values === undefined ? undefined : entry(key, sequence(values.map(scalar)));

/** The events that start a workflow. */
export const triggersEntry = ({ on, call, dispatch }: Workflow): YamlEntry =>
  entry(
    'on',
    mapping(
      on.push === undefined
        ? undefined
        : entry('push', mapping(words('branches', on.push.branches), words('branches-ignore', on.push.branchesIgnore))),
      on.pullRequest === undefined
        ? undefined
        : entry('pull_request', mapping(words('branches', on.pullRequest.branches))),
      on.mergeGroup === undefined ? undefined : entry('merge_group', mapping()),
      call === undefined ? undefined : entry('workflow_call', callNode(call)),
      dispatch === undefined
        ? undefined
        : entry('workflow_dispatch', mapping(definitionsEntry(dispatch.definitions, 'workflow_dispatch'))),
    ),
  );

const callNode = ({ inputs, secrets, outputs }: CallInterface) =>
  mapping(
    definitionsEntry(inputs.definitions, 'workflow_call'),
    Object.keys(secrets).length === 0
      ? undefined
      : entry(
          'secrets',
          mapping(
            ...Object.entries(secrets).map(([name, { description, required }]) =>
              entry(name, mapping(entry('description', description), entry('required', required))),
            ),
          ),
        ),
    Object.keys(outputs).length === 0
      ? undefined
      : entry(
          'outputs',
          mapping(
            ...Object.entries(outputs).map(([name, { description, value }]) =>
              entry(
                name,
                mapping(
                  entry('description', description),
                  // Here, and only here, jobs are reached by `jobs` instead of `needs`.
                  entry('value', valueNode({ ...value, code: `jobs.${value.job.id}.outputs.${value.output}` })),
                ),
              ),
            ),
          ),
        ),
  );

const definitionsEntry = (definitions: InputDefinitions, event: 'workflow_call' | 'workflow_dispatch') =>
  Object.keys(definitions).length === 0
    ? undefined
    : entry(
        'inputs',
        mapping(
          ...Object.entries(definitions).map(([name, definition]) => entry(name, definitionNode(definition, event))),
        ),
      );

/** A called workflow knows no `choice`: there it is a string. */
const definitionNode = (definition: InputDefinition, event: 'workflow_call' | 'workflow_dispatch') => {
  const list = definition.type === 'choice' && event === 'workflow_dispatch' ? definition.options : undefined;
  return mapping(
    entry('description', definition.description),
    entry('type', definition.type === 'choice' && list === undefined ? 'string' : definition.type),
    words('options', list),
    entry('required', definition.required),
    definition.default === undefined ? undefined : entry('default', definition.default),
  );
};
