import type { InputDefinition, InputDefinitions } from '../language/input.ts';
import { EVENTS, type KnownEvent, type Schedule } from '../language/trigger.ts';
import type { CallInterface, Workflow } from '../language/workflow.ts';
import { valueEntry } from './step-node.ts';
import { valueNode } from './value-node.ts';
import { entry, mapping, scalar, sequence, type YamlEntry, type YamlNode } from './yaml-node.ts';

const words = (key: string, values: readonly string[] | undefined): YamlEntry | undefined =>
  values === undefined ? undefined : entry(key, sequence(values.map(scalar)));

/** The events that start a workflow. */
export const triggersEntry = ({ on, call, dispatch }: Workflow): YamlEntry =>
  entry(
    'on',
    mapping(
      ...eventEntries(on),
      call === undefined ? undefined : entry('workflow_call', callNode(call)),
      dispatch === undefined
        ? undefined
        : entry('workflow_dispatch', mapping(definitionsEntry(dispatch.definitions, 'workflow_dispatch'))),
    ),
  );

const NAMES: readonly string[] = [...EVENTS.keys()];

/** In the order of a file, whatever the order they were said in. */
function eventEntries(on: Readonly<Record<string, unknown>>): readonly YamlEntry[] {
  const found: YamlEntry[] = [];
  for (const name of NAMES) {
    const event = on[name] === undefined ? undefined : EVENTS.get(name);
    if (event !== undefined) found.push(eventEntry(event, on[name]));
  }
  return found;
}

function eventEntry(event: KnownEvent, options: unknown): YamlEntry {
  if (event.name === 'schedule') return entry(event.name, scheduleNode(options as readonly Schedule[]));
  // GitHub takes no filters here, and an empty list of them is one.
  if (event.filters.size === 0 && event.types.length === 0) return entry(event.name, scalar(null));
  const said = options as Readonly<Record<string, readonly (string | Workflow)[] | undefined>>;
  return entry(
    event.name,
    mapping(
      words('types', said['types'] as readonly string[] | undefined),
      ...[...event.filters]
        .filter(([, filter]) => filter !== 'types')
        .map(([name, filter]) => words(filter, namesIn(said[name]))),
    ),
  );
}

/** Workflows go by their names there. */
const namesIn = (list: readonly (string | Workflow)[] | undefined): readonly string[] | undefined =>
  Array.isArray(list)
    ? list.map((each: string | Workflow) => (typeof each === 'string' ? each : each.name))
    : undefined;

const scheduleNode = (times: readonly Schedule[]): YamlNode =>
  sequence(times.map(({ cron, timezone }) => mapping(entry('cron', cron), valueEntry('timezone', timezone))));

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

/** A called workflow knows neither `choice` nor `environment`: there they are strings. */
const definitionNode = (definition: InputDefinition, event: 'workflow_call' | 'workflow_dispatch') => {
  const { type } = definition;
  const list = type === 'choice' && event === 'workflow_dispatch' ? definition.options : undefined;
  const isForm = type === 'choice' || type === 'environment';
  return mapping(
    entry('description', definition.description),
    entry('type', isForm && event === 'workflow_call' ? 'string' : type),
    words('options', list),
    entry('required', definition.required),
    definition.default === undefined ? undefined : entry('default', definition.default),
  );
};
