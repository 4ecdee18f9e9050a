import { type Container, isDecided, type ServiceContainer, type Services } from '../language/container.ts';
import { valueEntry, valuesEntry } from './step-node.ts';
import { valueNode } from './value-node.ts';
import { entry, mapping, sequence, type YamlEntry, type YamlMapping } from './yaml-node.ts';

/** The container that a job runs in. */
export const containerEntry = (container: Container | undefined): YamlEntry | undefined =>
  container === undefined ? undefined : entry('container', containerNode(container));

/** The containers beside a job, by name. */
export function servicesEntry(services: Services | undefined): YamlEntry | undefined {
  if (services === undefined) return undefined;
  const node = isDecided(services)
    ? valueNode(services)
    : mapping(...Object.entries(services).map(([name, each]) => entry(name, containerNode(each))));
  return entry('services', node);
}

const containerNode = (container: ServiceContainer): YamlMapping =>
  mapping(
    entry('image', valueNode(container.image)),
    valuesEntry('credentials', container.credentials),
    valuesEntry('env', container.env),
    listEntry('ports', container.ports),
    listEntry('volumes', container.volumes),
    valueEntry('options', container.options),
    valueEntry('entrypoint', container.entrypoint),
    valueEntry('command', container.command),
  );

const listEntry = (key: string, list: Container['ports']): YamlEntry | undefined =>
  list === undefined ? undefined : entry(key, sequence(list.map((each) => valueNode(each))));
