import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Enclosure } from '../../../enclosure/enclosure.ts';
import { realClock } from '../../clock.ts';
import type { ProbeAction, ProbeResult } from '../container-runtime.ts';
import type { LocalCommand } from './command.ts';

type HttpAction = Extract<ProbeAction, { kind: 'http' }>;

const refused = (host: string, port: number): string => `dial tcp ${host}:${port}: connect: connection refused`;

/** Asks a process as a kubelet asks a container; failures name the pod's address, as a kubelet's do.
 *  @param port where the action's port is reached here; `undefined` when nothing was given it. */
export const probeHttp = (action: HttpAction, port: number | undefined, timeout: number): Promise<ProbeResult> =>
  new Promise((resolve) => {
    const get = `Get "${action.scheme}://${action.host}:${action.port}${action.path}"`;
    const fail = (output: string): void => resolve({ outcome: 'failure', output });
    if (port === undefined) return fail(`${get}: ${refused(action.host, action.port)}`);
    const send = action.scheme === 'https' ? requestHttps : requestHttp;
    const request = send(
      {
        host: '127.0.0.1',
        port,
        path: action.path,
        headers: { 'User-Agent': 'kube-probe/1.36', Accept: '*/*', Connection: 'close', ...action.headers },
        // A kubelet does not verify either.
        rejectUnauthorized: false,
        agent: false,
        signal: AbortSignal.timeout(timeout),
      },
      (response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        if (status >= 400 || status < 200) fail(`HTTP probe failed with statuscode: ${status}`);
        else if (status >= 300) resolve({ outcome: 'warning', output: 'Probe terminated redirects' });
        else resolve({ outcome: 'success', output: '' });
      },
    );
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'TimeoutError' || error.name === 'AbortError')
        fail(`${get}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`);
      else if (error.code === 'ECONNREFUSED') fail(`${get}: ${refused(action.host, action.port)}`);
      else fail(`${get}: ${error.code === 'ECONNRESET' ? 'EOF' : error.message}`);
    });
    request.end();
  });

export const probeTcp = (
  action: Extract<ProbeAction, { kind: 'tcp' }>,
  port: number | undefined,
  timeout: number,
): Promise<ProbeResult> =>
  new Promise((resolve) => {
    const fail = (output: string): void => resolve({ outcome: 'failure', output });
    if (port === undefined) return fail(refused(action.host, action.port));
    const socket = connect({ host: '127.0.0.1', port, timeout });
    socket.once('connect', () => {
      socket.destroy();
      resolve({ outcome: 'success', output: '' });
    });
    socket.once('timeout', () => {
      socket.destroy();
      fail(`dial tcp ${action.host}:${action.port}: i/o timeout`);
    });
    socket.once('error', () => fail(refused(action.host, action.port)));
  });

/** Runs a command beside the container's process, with its environment and in its folder. */
export async function probeExec(
  enclosure: Pick<Enclosure, 'launch'>,
  { program, args, directory, environment }: LocalCommand,
  timeout: number,
): Promise<ProbeResult> {
  const process = enclosure.launch({ file: program, args, cwd: directory, env: environment });
  const late = new AbortController();
  const callOff = realClock.after(timeout, () => {
    late.abort();
    process.kill();
  });
  try {
    const [stdout, stderr, code] = await Promise.all([text(process.stdout), text(process.stderr), process.exited]);
    if (late.signal.aborted)
      return { outcome: 'failure', output: `command timed out: "${program}" timed out after ${timeout / 1000}s` };
    return code === 0 ? { outcome: 'success', output: stdout } : { outcome: 'failure', output: `${stdout}${stderr}` };
  } finally {
    callOff();
  }
}
