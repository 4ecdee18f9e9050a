const harmless = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const TITLE = '<h1>Agents</h1>';

/** A whole page of whoever looks: `answer` is what the API said of it. */
export function page(settings, answer) {
  return frame(settings, answer, `${TITLE}\n${answer.ok ? agentsPart(answer) : whyNot(answer)}`);
}

/** One agent and what it did last. */
export function agentPage(settings, answer) {
  if (!answer.ok) return frame(settings, answer, `${BACK}\n<h1>Agent</h1>\n${whyNot(answer)}`);
  const { agent, executions } = answer;
  const nothing = executions.length === 0 ? '' : ' hidden';
  return frame(
    settings,
    answer,
    `${BACK}
<h1>${harmless(agent.name)}</h1>
<p class="does">${harmless(agent.instructions)}</p>
<p class="quiet">Created ${time(agent.created_at)}</p>
${CONNECTION}
<section class="card" aria-labelledby="executions-title">
<h2 id="executions-title">Executions, the newest first</h2>
<p id="live-none" class="quiet"${nothing}>It did nothing yet.</p>
<ol id="live" class="executions" data-agent="${harmless(agent.id)}" data-renewed aria-labelledby="executions-title" aria-live="polite">${executions.map(executionItem).join('')}</ol>
</section>`,
    agent.name,
  );
}

/** What a visitor without a session sees. */
export function signIn(settings, reason) {
  return frame(
    settings,
    { ok: false },
    `${TITLE}
<form method="post" action="/session" class="card sign-in">
<label for="key">Your API key</label>
<input id="key" name="key" type="password" autocomplete="current-password" required minlength="16" maxlength="200"${reason === undefined ? '' : ' aria-describedby="why" aria-invalid="true"'}>
${reason === undefined ? '' : `<p id="why" role="alert">${harmless(reason)}</p>`}
<button type="submit" class="first">Show my agents</button>
</form>`,
  );
}

const BACK = '<p class="back"><a href="/">All agents</a></p>';

const CONNECTION = '<p id="connection" role="status" class="quiet">Connecting…</p>';

const whyNot = (answer) => `<p role="alert">The agents cannot be shown: ${harmless(answer.reason)}</p>`;

const agentsPart = ({ agents }) => `${CONNECTION}
<div class="both">
<section class="card" aria-labelledby="live-title">
<h2 id="live-title">Executions as they run</h2>
<p id="live-none" class="quiet">Nothing has run since this page was opened.</p>
<ol id="live" class="executions" aria-labelledby="live-title" aria-live="polite" tabindex="0"></ol>
</section>
<section class="card" aria-labelledby="all-title">
<div class="bar">
<h2 id="all-title">All of them <span id="count" class="quiet">${agents.length}</span></h2>
<label class="find">Find <input id="find" type="search" autocomplete="off"></label>
</div>
<p id="none" class="quiet"${agents.length === 0 ? '' : ' hidden'}>No agents yet.</p>
<table><thead><tr><th scope="col">Agent</th><th scope="col">Does</th><th scope="col">Created</th></tr></thead>
<tbody id="agents" data-renewed>${agents.map(row).join('')}</tbody></table>
</section>
</div>`;

/** To the second, in the zone of everybody. */
const time = (at) =>
  `<time datetime="${harmless(at)}">${harmless(String(at).slice(0, 19).replace('T', ' '))} UTC</time>`;

const row = ({ id, name, instructions, created_at }) =>
  `<tr data-id="${harmless(id)}"><th scope="row"><a href="/agents/${encodeURIComponent(id)}">${harmless(name)}</a></th><td>${harmless(instructions)}</td><td>${time(created_at)}</td></tr>`;

const executionItem = ({ outcome, input, output, executed_at }) =>
  `<li class="${outcome === 'error' ? 'failed' : 'done'}"><strong>${outcome === 'error' ? 'Failed' : 'Done'}</strong> ${time(executed_at)}<pre class="in">${harmless(input)}</pre><pre>${harmless(output)}</pre></li>`;

function frame({ environment, digest }, { me }, body, title = 'Agents') {
  const version = harmless(digest ? digest.slice(0, 19) : 'no image');
  const who =
    me === undefined
      ? ''
      : `<p class="who"><strong>${harmless(me.user)}</strong> · live sessions: <span id="sessions">${Number(me.sessions)}</span></p>
<form method="post" action="/session/end"><button type="submit">Sign out</button></form>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${harmless(title)} · ${harmless(environment)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
<script src="/client.js" defer></script>
</head>
<body>
<a class="skip" href="#main">To the agents</a>
<header><p class="brand">AI Agent Platform <span class="tier">${harmless(environment)}</span></p>${who}</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer><p>${harmless(environment)} · <span title="${harmless(digest)}">${version}</span></p></footer>
</body>
</html>
`;
}
