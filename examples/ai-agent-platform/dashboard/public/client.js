// What this page hears of the visitor's agents, and the sentence that says whether it hears anything.
const SILENCE = 2500;
const MOST_SHOWN = 50;
const WHY = {
  silent: 'The API does not answer; trying again.',
  1006: 'The API cannot be reached; trying again.',
  1008: 'Your key is not valid any more: sign out, and in with another.',
  1012: 'The API restarts; this page comes back by itself.',
  1013: 'You have too many pages open: close some.',
};
const the = (id) => document.getElementById(id);
const rowOf = (id) => document.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
const now = () => new Date().toISOString();

const make = (name, text, properties = {}) =>
  Object.assign(document.createElement(name), { textContent: text, ...properties });

const time = (at) => make('time', `${at.slice(0, 19).replace('T', ' ')} UTC`, { dateTime: at });

function showAgent({ id, name, instructions, created_at }) {
  const row = make('tr', '');
  row.dataset.id = id;
  const head = make('th', '', { scope: 'row' });
  head.append(make('a', name, { href: `/agents/${encodeURIComponent(id)}` }));
  const made = make('td', '');
  made.append(time(created_at));
  row.append(head, make('td', instructions), made);
  rowOf(id)?.remove();
  the('agents')?.prepend(row);
  showFound();
}

/** Those that the visitor looks for, and how many there are. */
function showFound() {
  if (!the('agents')) return;
  const wanted = the('find').value.trim().toLowerCase();
  const rows = [...the('agents').rows];
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  const found = rows.filter(({ hidden }) => !hidden).length;
  the('count').textContent = wanted === '' ? rows.length : `${found} of ${rows.length}`;
  the('none').hidden = found > 0;
  the('none').textContent = rows.length === 0 ? 'No agents yet.' : 'None of them has that in its name or instructions.';
}

function showExecution({ agent_id, input, output, outcome, executed_at }) {
  const list = the('live');
  const own = list.dataset.agent;
  if (own !== undefined && own !== agent_id) return;
  const failed = outcome === 'error';
  const name = own === undefined ? (rowOf(agent_id)?.querySelector('a').textContent ?? 'An agent') : undefined;
  const item = make('li', '', { className: failed ? 'failed' : 'done' });
  item.append(
    make('strong', name === undefined ? (failed ? 'Failed' : 'Done') : failed ? `${name} failed` : name),
    ' ',
    time(executed_at),
    make('pre', input, { className: 'in' }),
    make('pre', output),
  );
  list.prepend(item);
  while (list.childElementCount > MOST_SHOWN) list.lastElementChild.remove();
  the('live-none').hidden = true;
}

function hear(event) {
  switch (event.event) {
    case 'hello':
      the('sessions').textContent = event.sessions;
      return;
    case 'agent-created':
      return showAgent(event.agent);
    case 'agent-executed':
      return showExecution(event.execution);
    case 'agent-deleted':
      rowOf(event.agent.id)?.remove();
      return showFound();
  }
}

/** What the server knows by now, in the place of what was shown. */
async function renew() {
  const answer = await fetch(location.pathname).catch(() => undefined);
  if (!answer?.ok) return;
  const newest = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-renewed]')) {
    const same = newest.getElementById(part.id);
    if (same !== null) part.replaceChildren(...same.childNodes);
  }
  showFound();
}

const connection = the('connection');
the('find')?.addEventListener('input', showFound);

if (connection) {
  let heardAt = Date.now();
  let lostAt;
  let lostSince;
  let known;
  let stream;
  const says = (text, kind) => {
    if (connection.textContent !== text) connection.textContent = text;
    connection.className = kind;
  };
  const lost = (why) => {
    lostAt ??= now();
    says(why, 'lost');
  };
  const live = () => {
    if (lostAt !== undefined) {
      lostSince = `Live again; from ${lostAt.slice(11, 19)} to ${now().slice(11, 19)} UTC it was not, and what ran then stands on the pages of your agents.`;
      lostAt = undefined;
      void renew();
    }
    says(lostSince ?? 'Live: what your agents do appears here.', 'live');
  };
  /** A browser gives up after an answer that is none, and does not say which it was. */
  const askWhy = async () => {
    const ask = new AbortController();
    const answer = await fetch('/events', { signal: ask.signal }).catch(() => undefined);
    const told = answer?.ok === false ? await answer.json().catch(() => undefined) : undefined;
    ask.abort();
    if (answer?.status === 401) lost('You are signed out: open this page anew to sign in.');
    else lost(told?.error ?? 'The connection is lost; trying again.');
  };
  const heard = () => {
    heardAt = Date.now();
    if (known === undefined) return;
    if (known.live) live();
    else lost(WHY[known.code] ?? 'The API cannot be reached; trying again.');
  };
  const listen = () => {
    heardAt = Date.now();
    stream?.close();
    stream = new EventSource('/events');
    stream.onopen = () => {
      known = undefined;
    };
    stream.addEventListener('beat', heard);
    stream.addEventListener('state', ({ data }) => {
      known = JSON.parse(data);
      heard();
    });
    stream.addEventListener('agent', ({ data }) => hear(JSON.parse(data)));
    stream.onerror = () => {
      if (stream.readyState !== EventSource.CLOSED) return lost('The connection is lost; trying again.');
      void askWhy();
      setTimeout(listen, 1000 + Math.random() * 1000);
    };
  };
  // A connection that is lost without a word stays open for the browser: after a while it is made anew.
  setInterval(() => {
    const silence = Date.now() - heardAt;
    if (silence > SILENCE) lost('The connection is lost; trying again.');
    if (silence > 2 * SILENCE) listen();
  }, 500);
  listen();
}
