/** Whether a version is one of those that fewer numbers name: `3.12.4` is of `3.12`, and anything is of ''. */
export const isOfVersion = (version: string, wanted: string): boolean => {
  const plain = wanted.replace(/^v/, '');
  return plain === '' || version === plain || version.startsWith(`${plain}.`);
};
