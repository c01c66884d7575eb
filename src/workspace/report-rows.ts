/** Rows of a query that a report takes at most; the page says how many there are. */
export const mostRows = 50_000;
