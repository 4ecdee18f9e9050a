import { AGENTS, AN_AGENT, EXECUTIONS, USER } from './answers.js';

const DEADLINE = 3000;
const PAGE = 100;
const MOST = 500;
const MOST_BYTES = 4 * 1024 * 1024;
const BAD_GATEWAY = 502;

const failed = (reason) => ({ ok: false, status: BAD_GATEWAY, reason });

/** What the API says to a visitor's key; every answer is `{ ok: true, … }` or `{ ok: false, status, reason }`, and comes in time. The status is
 *  the API's own where it refuses the request, and 502 where it failed, or answered what it never promised. */
export function createApi(address) {
  const ask = async (path, key, requestId, promised) => {
    if (address === undefined) return failed('no address of the API is set (API_URL).');
    try {
      const response = await fetch(`${address}${path}`, {
        headers: { 'X-API-Key': key, 'X-Request-Id': requestId },
        signal: AbortSignal.timeout(DEADLINE),
        redirect: 'error',
      });
      if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) {
        await response.body?.cancel();
        return failed('the API answered more than a page can show.');
      }
      const value = await response.json().catch(() => undefined);
      const { status } = response;
      if (!response.ok)
        return { ok: false, status: status < 500 ? status : BAD_GATEWAY, reason: `the API answered ${status}.` };
      return promised.is(value) ? { ok: true, value } : failed(`the API answered what is no ${promised.name}.`);
    } catch (error) {
      return failed(`the API does not answer (${error.cause?.code ?? error.name}).`);
    }
  };
  return {
    address,
    me: (key, requestId) => ask('/me', key, requestId, USER),
    /** The newest agents, so many that a page can show them. */
    async agents(key, requestId) {
      const agents = [];
      while (agents.length < MOST) {
        const last = agents.at(-1);
        const after = last === undefined ? '' : `&after=${encodeURIComponent(last.id)}`;
        const answer = await ask(`/agents?limit=${PAGE}${after}`, key, requestId, AGENTS);
        if (!answer.ok) return answer;
        agents.push(...answer.value);
        if (answer.value.length < PAGE) break;
      }
      return { ok: true, agents };
    },
    async agent(key, id, requestId) {
      const [agent, executions] = await Promise.all([
        ask(`/agents/${id}`, key, requestId, AN_AGENT),
        ask(`/agents/${id}/executions?limit=50`, key, requestId, EXECUTIONS),
      ]);
      if (!agent.ok) return agent;
      return executions.ok ? { ok: true, agent: agent.value, executions: executions.value } : executions;
    },
  };
}
