/**
 * Events that every operator is told beside those of their own account are written under this name in place of an account's id. No account has
 * it: theirs begin with `acct_`.
 */
export const operatorsFeed = 'operators';
