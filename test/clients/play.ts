import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { finish } from '../cluster/machine/command.ts';
import type { Json } from '../trace/json.ts';
import { normalise } from '../trace/normalise.ts';
import { SHELL_IMAGE } from '../trace/objects.ts';
import { type ClientScript, type Command, type Step, stepOf, wordsOf } from './client-script.ts';
import type { Programs } from './programs.ts';
import { said } from './said.ts';

/** Longest time of one command in seconds. */
const PATIENCE = 180;
const CHART = join(import.meta.dirname, 'chart');

/** Plays scripts on one cluster, a few at a time. A script that fails does not end the others: its trace says why.
 *  @returns normalised traces by name. */
export async function play(
  kubeconfig: string,
  programs: Programs,
  scripts: readonly ClientScript[],
  atOnce = 4,
): Promise<ReadonlyMap<string, Json>> {
  const traces = new Map<string, Json>();
  const waiting = [...scripts];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      traces.set(next.name, await playOne(kubeconfig, programs, next));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return traces;
}

async function playOne(kubeconfig: string, programs: Programs, script: ClientScript): Promise<Json> {
  const namespace = `client-${script.name}-${randomBytes(3).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'clients-'));
  const place = { folder, namespace, programs };
  try {
    await writeFile(join(folder, 'kubeconfig'), await inNamespace(kubeconfig, namespace), { mode: 0o600 });
    for (const [name, text] of Object.entries(script.files ?? {})) await writeFile(join(folder, name), text);
    await demand(place, `kubectl create namespace ${namespace}`);
    const trace: Json[] = [];
    for (const step of script.steps) trace.push(await play1(place, stepOf(step)));
    return normalise(trace, namespace);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const command of [...(script.after ?? []), `kubectl delete namespace ${namespace} --wait=false`])
      await runIn(place, command);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly namespace: string;
  readonly programs: Programs;
}

async function play1(place: Place, { run, input, compare = 'all' }: Step): Promise<Json> {
  const { code, stdout, stderr } = await runIn(place, run, input);
  if (compare === 'code') return { run, code };
  return {
    run,
    code,
    ...(stdout === '' ? {} : { says: said(stdout) }),
    ...(stderr === '' ? {} : { complains: said(stderr) }),
  };
}

async function demand(place: Place, command: Command): Promise<void> {
  const { code, stderr } = await runIn(place, command);
  if (code !== 0) throw new Error(`${command}: ended with ${code}: ${stderr}`);
}

const runIn = ({ folder, namespace, programs }: Place, command: Command, input?: string) => {
  const given: Readonly<Record<string, string>> = { namespace, image: SHELL_IMAGE, chart: CHART };
  const [program = '', ...args] = wordsOf(command).map((word) =>
    word.replace(/\{(namespace|image|chart)\}/g, (_all, name: string) => given[name] ?? ''),
  );
  const path = programs[program as keyof Programs];
  if (path === undefined) throw new Error(`${command}: there is no program ${program} here.`);
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    KUBECONFIG: join(folder, 'kubeconfig'),
    KUBE_EDITOR: 'sed -i -f edit.sed',
    TZ: 'UTC',
  };
  return finish(path, args, { cwd: folder, env, seconds: PATIENCE, ...(input === undefined ? {} : { input }) });
};

/** The kubeconfig with another default namespace. */
async function inNamespace(kubeconfig: string, namespace: string): Promise<string> {
  const config = parse(await readFile(kubeconfig, 'utf8')) as {
    readonly contexts: readonly { readonly context: object }[];
  };
  const contexts = config.contexts.map((one) => ({ ...one, context: { ...one.context, namespace } }));
  return stringify({ ...config, contexts });
}
