/** A login of GitHub: people's with "-", those that a company manages with its short name behind "_", apps' with "[bot]".
 *  @see https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication */
export const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:_[A-Za-z0-9]+)?(?:\[bot\])?$/;
