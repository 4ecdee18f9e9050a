const harmless = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const TITLE = '<h1>Agents</h1>';

/** A whole page of whoever looks: `answer` is what the API said of it. */
export function page(settings, answer) {
  return frame(settings, answer, `${TITLE}\n${answer.ok ? agentsPart(answer) : whyNot(answer)}`);
}

/** One agent and what it did last. */
export function agentPage(settings, answer) {
  if (!answer.ok) return frame(settings, answer, `<h1>Agent</h1>\n${whyNot(answer)}\n${BACK}`);
  const { agent, executions } = answer;
  return frame(
    settings,
    answer,
    `<h1>${harmless(agent.name)}</h1>
<p>Does: ${harmless(agent.instructions)}</p>
<h2 id="executions-title">Executions</h2>
<ol class="executions" aria-labelledby="executions-title">${executions.map(executionItem).join('')}</ol>
${executions.length === 0 ? '<p>It did nothing yet.</p>' : ''}
${BACK}`,
  );
}

/** What a visitor without a session sees. */
export function signIn(settings, reason) {
  return frame(
    settings,
    { ok: false },
    `${TITLE}
<form method="post" action="/session" class="sign-in">
<label for="key">Your API key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required minlength="16" maxlength="200"${reason === undefined ? '' : ' aria-describedby="why" aria-invalid="true"'}>
<button type="submit">Show my agents</button>
${reason === undefined ? '' : `<p id="why" role="alert">${harmless(reason)}</p>`}
</form>`,
  );
}

const BACK = '<p><a href="/">All agents</a></p>';

const whyNot = (answer) => `<p role="alert">The agents cannot be shown: ${harmless(answer.reason)}</p>`;

const agentsPart = ({ agents }) => `<p id="connection" role="status" class="quiet">Connecting…</p>
<div class="both">
<section aria-labelledby="live-title">
<h2 id="live-title">Executions as they run</h2>
<p id="live-none" class="quiet">Nothing has run since this page was opened.</p>
<ol id="live" class="executions" aria-labelledby="live-title" aria-live="polite" tabindex="0"></ol>
</section>
<section aria-labelledby="all-title">
<h2 id="all-title">All of them</h2>
<p id="none"${agents.length === 0 ? '' : ' hidden'}>No agents yet.</p>
<table><thead><tr><th scope="col">Agent</th><th scope="col">Does</th><th scope="col">Created</th></tr></thead>
<tbody id="agents">${agents.map(row).join('')}</tbody></table>
</section>
</div>`;

/** To the second, in the zone of everybody. */
const time = (at) =>
  `<time datetime="${harmless(at)}">${harmless(String(at).slice(0, 19).replace('T', ' '))} UTC</time>`;

const row = ({ id, name, instructions, created_at }) =>
  `<tr data-id="${harmless(id)}"><th scope="row"><a href="/agents/${encodeURIComponent(id)}">${harmless(name)}</a></th><td>${harmless(instructions)}</td><td>${time(created_at)}</td></tr>`;

const executionItem = ({ outcome, input, output, executed_at }) =>
  `<li class="${outcome === 'error' ? 'failed' : 'done'}"><strong>${outcome === 'error' ? 'Failed' : 'Done'}</strong> ${time(executed_at)}<pre>${harmless(input)}</pre><pre>${harmless(output)}</pre></li>`;

function frame({ environment, digest }, { me }, body) {
  const version = harmless(digest ? digest.slice(0, 19) : 'no image');
  const who =
    me === undefined
      ? ''
      : `<p>${harmless(me.user)} · <span id="sessions">${Number(me.sessions)}</span> live sessions</p>
<form method="post" action="/session/end"><button type="submit">Sign out</button></form>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Agents · ${harmless(environment)}</title>
<link rel="stylesheet" href="/style.css">
<script src="/client.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the agents</a>
<header><p class="tier">${harmless(environment)}</p>${who}</header>
<main id="main">
${body}
</main>
<footer><p>${harmless(environment)} · <span title="${harmless(digest)}">${version}</span></p></footer>
</body>
</html>
`;
}
