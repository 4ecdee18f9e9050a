import type { MessageDocument } from '../message-table.ts';
import type { GoField } from './go-structs.ts';
import { MODULES, type ProtoPackage, readPackages } from './kubernetes-modules.ts';
import type { ProtoField } from './proto-file.ts';

/** Messages that the decoder knows by itself: JSON writes them as one value. Their fields are not in the table. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  'intstr.IntOrString',
  'meta.v1.Duration',
  'meta.v1.FieldsV1',
  'meta.v1.MicroTime',
  'meta.v1.Time',
  'resource.Quantity',
  'runtime.RawExtension',
]);

/** The text of message-table.json. */
export const tableText = (): string => {
  const packages = readPackages();
  const groups = Object.fromEntries(
    packages.flatMap(({ groupVersion, short }) => (groupVersion === undefined ? [] : [[groupVersion, short] as const])),
  );
  const messages = new Map(packages.flatMap((one) => messagesIn(one)));
  const wanted = [...messages.keys()].filter((name) =>
    Object.values(groups).some((short) => name.startsWith(`${short}.`)),
  );
  const kept: Record<string, Readonly<Record<string, string>>> = {};
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (WELL_KNOWN.has(name) || kept[name] !== undefined) continue;
    const fields = messages.get(name)?.();
    if (fields === undefined) throw new Error(`${name} is referred to, and no package that is read has it.`);
    kept[name] = fields;
    wanted.push(...Object.values(fields).flatMap(referred));
  }
  const document: MessageDocument = {
    source: `generated.proto and types.go of ${MODULES.names.join(' and ')} ${MODULES.version}, Apache-2.0`,
    groups,
    messages: Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return lines(document);
};

/** JSON with a line for each message, so that a new version shows what changed. */
const lines = ({ source, groups, messages }: MessageDocument): string => {
  const texts = Object.entries(messages).map(([name, fields]) => ` ${JSON.stringify(name)}: ${JSON.stringify(fields)}`);
  const head = `"source": ${JSON.stringify(source)},\n"groups": ${JSON.stringify(groups, undefined, 1)}`;
  return `{\n${head},\n"messages": {\n${texts.join(',\n')}\n}\n}\n`;
};

const referred = (field: string): readonly string[] => {
  const type = (field.split(' ')[1] ?? '').replace(/^(\[\]|map\[\]|\*)/, '');
  return type.includes('.') ? [type] : [];
};

type Fields = () => Readonly<Record<string, string>>;

const messagesIn = ({ short, messages, structs }: ProtoPackage): readonly (readonly [string, Fields])[] =>
  [...messages].map(([full, fields]) => {
    const name = full.split('.').at(-1) ?? '';
    const texts: Fields = () =>
      Object.fromEntries(fields.map((field) => [field.number, fieldText(field, structs.get(name), full)]));
    return [`${short}.${name}`, texts];
  });

/** `metadata,omitempty meta.v1.ObjectMeta`, as a Go struct would say it. */
const fieldText = (field: ProtoField, struct: ReadonlyMap<number, GoField> | undefined, message: string): string => {
  const type = shortName(field.type);
  // A named list has no struct; its one field is the list itself.
  if (struct === undefined) return `,list []${type}`;
  const go = struct.get(field.number);
  if (go === undefined)
    throw new Error(`${message}: no Go struct has a field with the number ${field.number} (${field.name}).`);
  const omit = { empty: ',omitempty', zero: ',omitzero', never: '' }[go.omit];
  const prefix = { one: go.pointer ? '*' : '', list: '[]', map: 'map[]' }[field.form];
  return `${go.inline ? ',inline' : `${go.json}${omit}`} ${prefix}${type}`;
};

/** `k8s.io.api.core.v1.Pod` → `core.v1.Pod`, `k8s.io.apimachinery.pkg.util.intstr.IntOrString` → `intstr.IntOrString`. */
const shortName = (type: string): string =>
  type.replace(/^k8s\.io\.(api|apimachinery\.pkg\.(apis|api|util)|apimachinery\.pkg)\.(?=.*\.)/, '');
