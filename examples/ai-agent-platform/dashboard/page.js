const harmless = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page: agents as a table, or the sentence why there are none. */
export function page({ environment, digest }, answer) {
  const body = answer.ok
    ? answer.agents.length === 0
      ? '<p>No agents yet.</p>'
      : `<table><thead><tr><th>Agent</th><th>Instructions</th><th>Owner</th><th>Created</th></tr></thead><tbody>${answer.agents.map(row).join('')}</tbody></table>`
    : `<p role="alert">The agents cannot be shown: ${harmless(answer.reason)}</p>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Agents · ${harmless(environment)}</title>
<style>body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem;border-bottom:1px solid #ddd}small{color:#666}</style>
<h1>Agents</h1>
${body}
<p><small>${harmless(environment)} · ${harmless(digest || 'no image')}</small></p>
</html>
`;
}

const row = ({ name, instructions, owner, created_at }) =>
  `<tr>${[name, instructions, owner, created_at].map((cell) => `<td>${harmless(cell)}</td>`).join('')}</tr>`;
