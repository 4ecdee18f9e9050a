import { spawn } from 'node:child_process';
import { recordAt } from '../../engine/rollout/object-parts.ts';

/** How a kubeconfig says to get credentials. @see https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#ExecConfig */
export interface ExecPlugin {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
}

/** What a plugin answers. */
export interface ExecCredential {
  readonly token?: string;
  readonly clientCertificateData?: string;
  readonly clientKeyData?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

export interface PluginCluster {
  readonly server: string;
  readonly 'certificate-authority-data'?: string;
  readonly 'insecure-skip-tls-verify'?: boolean;
  readonly 'tls-server-name'?: string;
}

/** Longest time a plugin may take: it may have to ask a cloud, never a person. */
const WITHIN = 60_000;
const MOST = 600;

/** Runs the plugin once.
 *  @throws a sentence: that it is not installed and how to install it, what it wrote to stderr (secrets struck out), or that it
 *    answered something else. */
export async function runPlugin(
  { apiVersion = 'client.authentication.k8s.io/v1', command, args, env, installHint, provideClusterInfo }: ExecPlugin,
  cluster: PluginCluster,
): Promise<ExecCredential> {
  if (!command) throw new Error('the kubeconfig names a credential plugin without a command');
  const info = {
    apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(provideClusterInfo === true ? { cluster } : {}) },
  };
  const environment = {
    ...process.env,
    ...Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  };
  const { code, stdout, stderr } = await output(command, args ?? [], environment, installHint);
  if (code !== 0) {
    const why = stderr === '' ? 'wrote nothing to stderr' : `said: ${stderr}`;
    throw new Error(`the credential plugin "${command}" ended with ${code} and ${why}`);
  }
  return credentialOf(command, stdout);
}

function output(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  installHint: string | undefined,
): Promise<{ readonly code: string | number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const plugin = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
    // Node's own timeout of a child outlives one that could not be started.
    const stop = setTimeout(() => plugin.kill(), WITHIN);
    let stdout = '';
    let stderr = '';
    plugin.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    plugin.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    plugin.on('error', (cause: NodeJS.ErrnoException) => {
      clearTimeout(stop);
      const hint = installHint?.trim() ? ` ${installHint.trim()}` : ' Install it in a step before this one.';
      reject(
        new Error(
          cause.code === 'ENOENT'
            ? `the program "${command}" that the kubeconfig names is not installed.${hint}`
            : `the credential plugin "${command}" cannot be started: ${cause.message}`,
          { cause },
        ),
      );
    });
    plugin.on('close', (code, signal) => {
      clearTimeout(stop);
      resolve({ code: code ?? signal ?? 'no code', stdout, stderr: withoutSecrets(stderr) });
    });
  });
}

function credentialOf(command: string, stdout: string): ExecCredential {
  // The answer holds a secret, so no message quotes it.
  const wrong = new Error(
    `the credential plugin "${command}" answered no ExecCredential with a token or a certificate; run it by hand to see`,
  );
  let status: Readonly<Record<string, unknown>> | undefined;
  try {
    status = recordAt(JSON.parse(stdout), 'status');
  } catch {
    throw wrong;
  }
  const text = (field: string): string | undefined => {
    const value = status?.[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const token = text('token');
  const clientCertificateData = text('clientCertificateData');
  const clientKeyData = text('clientKeyData');
  if (token === undefined && clientCertificateData === undefined) throw wrong;
  const expiresAt = Date.parse(text('expirationTimestamp') ?? '');
  return {
    ...(token === undefined ? {} : { token }),
    ...(clientCertificateData === undefined ? {} : { clientCertificateData }),
    ...(clientKeyData === undefined ? {} : { clientKeyData }),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}

/** What a program wrote, short, on one line, without what could be a credential. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(/-----BEGIN [^-]+-----[\s\S]*?(-----END [^-]+-----|$)/g, '***')
    .replace(/\b(bearer|basic)\s+[\w+/=.~-]{8,}/gi, '$1 ***')
    .replace(
      /\b([\w-]*(?:token|secret|password|passwd|api[_-]?key|access[_-]?key))("?\s*[=:]\s*"?)[^\s",;]{4,}/gi,
      '$1$2***',
    )
    .replace(/\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w.-]+|\bgh[a-z]_\w{20,}|\bAKIA\w{16}\b/g, '***')
    .replace(/\/\/[^@/\s]+:[^@/\s]+@/g, '//***@')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST);
