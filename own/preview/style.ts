const LIGHT = ['#1f6feb', '#bf3989', '#1a7f37', '#bc4c00', '#8250df', '#0a7a7a', '#a40e26', '#57606a'];
const DARK = ['#58a6ff', '#f778ba', '#3fb950', '#f0883e', '#bc8cff', '#39c5cf', '#ff7b72', '#8b949e'];

const colours = (of: readonly string[]): string => of.map((colour, index) => `--c${index}:${colour}`).join(';');

/** The style of the preview page, in both colour schemes. */
export const STYLE = [
  `:root{${colours(LIGHT)};--text:#1f2328;--quiet:#59636e;--line:#d1d9e0;--card:#fff;--page:#f6f8fa;--link:#0550ae;--limit:#cf222e}`,
  `@media (prefers-color-scheme:dark){:root{${colours(DARK)};--text:#f0f6fc;--quiet:#9198a1;--line:#3d444d;--card:#151b23;--page:#0d1117;--link:#79c0ff;--limit:#ff7b72}}`,
  'body{margin:0 auto;padding:1rem;max-width:84rem;font:14px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page)}',
  'header p{max-width:52rem}a{color:var(--link)}nav a{margin-right:1rem}',
  '.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,30rem),1fr));gap:1rem}',
  'figure{margin:0;padding:.75rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:6px;min-width:0}',
  'h3{font-size:1rem;margin:0}figcaption p,.alerts,.none{margin:.15rem 0 .5rem;color:var(--quiet)}',
  'svg{width:100%;height:auto;display:block}text{font-size:11px;fill:var(--quiet)}',
  'path{fill:none}.grid{stroke:var(--line)}.mark{stroke:var(--c0);stroke-dasharray:3 3}.limit{stroke:var(--limit)}.line{stroke-width:1.6}',
  'ul{list-style:none;margin:.25rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1rem}li::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.4em;background:currentColor}',
  ...LIGHT.map(
    (_colour, index) => `path.c${index}{stroke:var(--c${index})}li.c${index}::before{background:var(--c${index})}`,
  ),
].join('\n');
