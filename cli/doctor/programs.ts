import { execFile } from 'node:child_process';
import { type Answer, argumentsOf, type Programs, type Question } from './question.ts';

/** One call may take so long, in milliseconds: gcloud starts slowly. */
const DEADLINE = 60_000;
const MOST = 1 << 25;

interface Ended {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The programs of this machine, with the credentials that they have. */
export class InstalledPrograms implements Programs {
  /** Why a door is closed: what stands behind it is not asked again, one slow refusal after the other. */
  readonly #closed = new Map<string, string>();

  async ask(question: Question): Promise<Answer> {
    const closed = this.#closed.get(doorOf(question));
    if (closed !== undefined) return { kind: 'unseen', why: closed };
    const answer = readAnswer(question, await ended(question.program, argumentsOf(question)));
    if (answer.kind === 'unseen' && IS_CLOSED.test(answer.why)) this.#closed.set(doorOf(question), answer.why);
    return answer;
  }
}

const doorOf = (question: Question): string =>
  question.program === 'kubectl' ? `kubectl ${question.context}` : question.program;

/** Nobody is logged in, the program or the context is not there, or nobody answers: the next question would end alike. */
const IS_CLOSED =
  /is not installed|active account selected|gh auth login|auth tokens|Reauthentication|context|You must be logged in|Unable to connect|i\/o timeout/i;

/** What the end of a program tells. A refusal is nothing seen, and nothing missing either. */
export function readAnswer({ program }: Question, { code, stdout, stderr }: Ended): Answer {
  if (code === 0) return program === 'kubectl' ? { kind: 'there', value: stdout.trim() } : parsed(program, stdout);
  if (code === 'ENOENT') return { kind: 'unseen', why: `${program} is not installed here.` };
  if (IS_ABSENT[program].test(stderr)) return { kind: 'absent' };
  const said =
    stderr
      .trim()
      .split('\n')
      .find((line) => line !== '') ?? `it ended with ${String(code)}`;
  return { kind: 'unseen', why: `${program} could not tell: ${said.slice(0, 300)}` };
}

/** How each says that there is no such thing. That a context is missing is no word about the cluster. */
const IS_ABSENT: Readonly<Record<Question['program'], RegExp>> = {
  gh: /\(HTTP 404\)/,
  gcloud: /NOT_FOUND|was not found|does not exist/,
  kubectl: /^Error from server \(NotFound\)/m,
};

function parsed(program: string, stdout: string): Answer {
  try {
    return { kind: 'there', value: JSON.parse(stdout) };
  } catch {
    return { kind: 'unseen', why: `${program} answered with what is no JSON.` };
  }
}

const ended = (program: string, args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = {
      timeout: DEADLINE,
      maxBuffer: MOST,
      env: { ...process.env, CLOUDSDK_CORE_DISABLE_PROMPTS: '1', GH_PROMPT_DISABLED: '1', NO_COLOR: '1' },
    };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? null), stdout, stderr });
    });
    // A question that nobody sees would wait for ever.
    child.stdin?.end();
  });
