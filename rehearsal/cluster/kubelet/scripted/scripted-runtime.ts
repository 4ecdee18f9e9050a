import { createHash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type {
  ContainerEvents,
  ContainerHandle,
  ContainerRequest,
  ContainerRuntime,
  Exit,
  Image,
  ProbeAction,
  ProbeResult,
} from '../container-runtime.ts';
import { withDefaultTag } from '../image-name.ts';
import type { RunScript, Scripts } from './script.ts';

/** Runs containers that follow scripts: nothing is started, and everything happens on the clock. An image without a script is
 *  one that no registry has. */
export const createScriptedRuntime = (clock: Clock, scripts: Scripts): ContainerRuntime => {
  const images = new Map<string, Image>();
  const pulls = new Map<string, number>();

  return {
    // Nothing is written, so nothing is lost.
    keepsVolumes: true,
    image: (reference) => images.get(reference),
    pull(reference, done) {
      const script = scripts(reference, '');
      const count = pulls.get(reference) ?? 0;
      pulls.set(reference, count + 1);
      const pull = script === undefined ? { error: notFound(reference) } : nth(script.pulls, count);
      clock.after(pull?.after ?? 0, () => {
        if (pull?.error !== undefined) return done({ failure: pull.error });
        const image = { imageId: imageId(reference), bytes: 1_000_000 };
        images.set(reference, image);
        done(image);
      });
    },
    start(request, events) {
      const { image = '', name } = request.container;
      const script = scripts(withDefaultTag(image), name);
      return startInstance(clock, nth(script?.runs, request.restartCount) ?? {}, request, events);
    },
    localPort: () => undefined,
    close: async () => {},
  };
};

const nth = <T>(list: readonly T[] | undefined, index: number): T | undefined =>
  list === undefined ? undefined : list[Math.min(index, list.length - 1)];

/** As containerd words a tag or repository that is not there. */
const notFound = (reference: string): string =>
  `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`;

const imageId = (reference: string): string =>
  reference.includes('@')
    ? reference
    : `${reference.replace(/:[^/:]*$/, '')}@sha256:${createHash('sha256').update(reference).digest('hex')}`;

const startInstance = (
  clock: Clock,
  script: RunScript,
  request: ContainerRequest,
  events: ContainerEvents,
): ContainerHandle => {
  let startedAt: number | undefined;
  let over = false;
  const exit = (after: number, how: Exit): void => {
    clock.after(after, () => {
      if (over) return;
      over = true;
      events.exited(how);
    });
  };
  clock.after(script.startAfter ?? 0, () => {
    if (script.startFailure !== undefined) return events.failed(script.startFailure);
    startedAt = clock.now();
    for (const line of script.logs ?? []) request.log.line(line);
    const { exit: own } = script;
    if (own !== undefined) {
      const reason = own.oom === true ? 'OOMKilled' : own.code === 0 ? 'Completed' : 'Error';
      exit(own.after, { exitCode: own.oom === true ? 137 : own.code, reason });
    }
    events.started();
  });
  return {
    signal(signal) {
      if (signal === 'SIGKILL') return exit(0, { exitCode: 137, reason: 'Error' });
      const answer = script.onTerm ?? { code: 0, after: 0 };
      if (answer === 'ignored') return;
      exit(answer.after, { exitCode: answer.code, reason: answer.code === 0 ? 'Completed' : 'Error' });
    },
    probe(action, timeout, done) {
      const result = answerOf(script, action, clock.now() - (startedAt ?? clock.now()), timeout);
      const timedOut = script.failingStatus === 'timeout' && result.outcome === 'failure';
      clock.after(timedOut ? timeout : 0, () => done(result));
    },
  };
};

const answerOf = (script: RunScript, action: ProbeAction, age: number, timeout: number): ProbeResult => {
  const { readyAfter = 0, unreadyAfter = Number.POSITIVE_INFINITY, failingStatus = 503, failingPaths } = script;
  const spared = action.kind === 'http' && failingPaths !== undefined && !failingPaths.includes(action.path);
  const ready = readyAfter !== 'never' && age >= readyAfter && age < unreadyAfter;
  if (ready || spared) return { outcome: 'success', output: '' };
  if (action.kind === 'exec') return { outcome: 'failure', output: '' };
  const target = `${action.host}:${action.port}`;
  const dial = `dial tcp ${target}: connect: connection refused`;
  if (action.kind === 'tcp') return { outcome: 'failure', output: dial };
  const get = `Get "${action.scheme}://${target}${action.path}"`;
  if (failingStatus === 'refused') return { outcome: 'failure', output: `${get}: ${dial}` };
  if (failingStatus === 'timeout') {
    const how = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    return { outcome: 'failure', output: timeout > 0 ? `${get}: ${how}` : `${get}: ${dial}` };
  }
  return { outcome: 'failure', output: `HTTP probe failed with statuscode: ${failingStatus}` };
};
