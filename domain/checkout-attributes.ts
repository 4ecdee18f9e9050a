/** Attributes that decide how git writes a file; others tell GitHub's statistics, merges and diffs something.
 *  @see https://git-scm.com/docs/gitattributes#_effects */
const WRITES = /(?:^|\s)[-!]?(?:text|eol|crlf|binary|ident|filter|working-tree-encoding)(?:=|\s|$)/;

/** The lines of a `.gitattributes` that decide what a checkout looks like, in their order; all of them where it defines words of its own.
 *  Files that list what is generated change often, and no image with them. */
export function checkoutAttributes(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return said.some((line) => line.startsWith('[attr]')) ? said : said.filter((line) => WRITES.test(line));
}
