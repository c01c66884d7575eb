/** The comment on the column that intake adds to a table of several files, whatever that column's name. */
export const fileComment = 'file of the row';
