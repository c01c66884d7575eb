/** Two customers who rate an app 5 and 4 and a shop 3 and 1: the smallest case in which an index has an interval. */
export const ratingsOfTwo = [
  { touchpoint: 'app', scores: [5, 4] },
  { touchpoint: 'shop', scores: [3, 1] },
].flatMap(({ touchpoint, scores }) =>
  scores.map((score, at) => ({
    response_id: `${touchpoint}${String(at)}`,
    customer_id: `c${String(at)}`,
    touchpoint,
    kind: 'csat',
    score,
  })),
);
